import { fold, oneLine } from '#domain';

const YES = new Set(['yes', 'y', 'true', '1', 'on', 'checked', 'agree', 'agreed', 'accepted', 'opt in', 'ja', 'oui', 'si', 'sim', 'tak']);
const NO = new Set(['no', 'n', 'false', '0', 'off', 'unchecked', 'declined', 'opt out', 'nein', 'non', 'nee', 'nej', 'nei', 'nie']);

/** A value of a body as text; several are joined. Null for what is no text. */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(asText).filter((text) => text !== null).join(', ') || null;
  return null;
}

/** One line of at most `max` characters. */
export const asLine = (value: unknown, max = 300): string | null => oneLine(asText(value))?.slice(0, max) ?? null;

/** Consent as forms write it. An answer that starts with yes or no ("Yes, send me updates") is one; anything else is not known. */
export function asConsent(value: unknown): boolean | null {
  const words = fold(asText(value) ?? '');
  for (const said of [words, words.split(' ')[0]!]) {
    if (YES.has(said)) return true;
    if (NO.has(said)) return false;
  }
  return null;
}

const WHOLE = /^(\d+|\d{1,3}([., '’]\d{3})+)$/;
const MOST_EMPLOYEES = 10_000_000;

/** A number of people; thousands may be grouped. A range or "about 500" is not a number. */
export function asCount(value: unknown): number | null {
  const text = (asText(value) ?? '').trim().replace(/\.0{1,2}$/, '');
  if (!WHOLE.test(text)) return null;
  const count = Number(text.replace(/\D/g, ''));
  return count > 0 && count <= MOST_EMPLOYEES ? count : null;
}

/** Numbers below are seconds (until the year 5138), others milliseconds (since 1973). */
const SECONDS_BELOW = 100_000_000_000;

/** The time a person sent it, as ISO; never later than now, and now where it cannot be told. */
export function asTime(value: unknown, now: number): string {
  const time = typeof value === 'number' ? value * (value < SECONDS_BELOW ? 1_000 : 1) : Date.parse(asText(value) ?? '');
  return new Date(Number.isFinite(time) && time > 0 ? Math.min(time, now) : now).toISOString();
}
