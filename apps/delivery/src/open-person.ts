import { terminal, type Personal } from '#contracts';

/** The data in a personal wrapper. Errors: PERSON.SEALED, terminal: this version reads open wrappers only. */
export function openPerson<T>(personal: Personal<T>): T {
  if (personal.sealed) throw terminal('PERSON.SEALED', `The personal data under key ${personal.keyId} is sealed; this version cannot open it.`);
  return personal.data;
}
