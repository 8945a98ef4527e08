import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/**
 * A phone number in E.164 (`+442079460123`), or `null` when it cannot be told.
 * `country` (ISO 3166-1 alpha-2) is what a number without an international prefix is read with.
 * Possible is enough: whether a number is connected is not ours to judge, and number plans change faster than metadata.
 */
export function normalizePhone(text: string | null | undefined, country: string | null): string | null {
  const typed = (text ?? '').trim();
  if (typed === '') return null;
  const international = typed.replace(/^\(?00\)?[\s.-]?(?=[1-9])/, '+').replace(/\(0\)/, '');
  const number = parsePhoneNumberFromString(international, (country ?? undefined) as CountryCode | undefined);
  return number?.isPossible() ? number.number : null;
}
