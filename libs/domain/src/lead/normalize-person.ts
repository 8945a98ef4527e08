import type { LeadPerson } from '#contracts';
import { normalizeEmail } from './normalize-email.js';
import { normalizePhone } from './normalize-phone.js';
import { manyLines, oneLine } from './normalize-text.js';
import { normalizeName } from './person-name.js';

export interface PersonInput {
  fullName?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  title?: string | null;
  message?: string | null;
  /** ISO 3166-1 alpha-2; what a phone number without an international prefix is read with. */
  country?: string | null;
}

/** Name of the rules below in facts and records; a change of any outcome raises it. */
export const NORMALIZE_PERSON = 'normalize-person@1';

/** Longest message that is kept with a lead; an event has to stay below 64 KB. The whole text stays with the call. */
export const MAX_MESSAGE_CHARACTERS = 8_000;
const MAX_LINE_CHARACTERS = 300;

/**
 * What a person said about themselves, in one spelling.
 * A phone number that cannot be read as E.164 stays as typed: a rep can still make sense of it.
 */
export function normalizePerson(input: PersonInput): LeadPerson {
  const { fullName, firstName, lastName } = normalizeName({ fullName: short(input.fullName), firstName: short(input.firstName), lastName: short(input.lastName) });
  return {
    fullName,
    firstName,
    lastName,
    email: normalizeEmail(input.email)?.address ?? null,
    phone: normalizePhone(input.phone, input.country ?? null) ?? short(input.phone),
    title: short(input.title),
    message: manyLines(input.message)?.slice(0, MAX_MESSAGE_CHARACTERS) ?? null,
  };
}

const short = (text: string | null | undefined): string | null => oneLine(text)?.slice(0, MAX_LINE_CHARACTERS) ?? null;
