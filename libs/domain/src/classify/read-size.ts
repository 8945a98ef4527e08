import { sizeBand } from './size-band.js';

/** Name of these rules in facts and records; a change of any outcome raises it. */
export const READ_SIZE = 'readSize@1';

export interface CompanySize {
  /** People; null where only a range was given. */
  readonly employees: number | null;
  /** One of the bands of `sizeBand`; null where a range goes over the end of one. */
  readonly band: string | null;
}

const NOTHING: CompanySize = { employees: null, band: null };
const GROUPED = /^(?:\d{1,3}(?:[ ,.'’]\d{3})+|\d{1,9})$/;
const SHORT = /^(\d{1,4}(?:[.,]\d{1,3})?) ?([km])$/;
const ABOUT = /^(?:~|≈|about|around|approx(?:\.|imately)?|circa|ca\.?|rund|etwa|environ|unos|ongeveer)\s*/;
const PEOPLE = /\s*(?:employees?|people|persons?|staff|headcount|ftes?|mitarbeiter(?:innen)?|employ[ée]s|salari[ée]s|personnes|empleados|personas|dipendenti|persone|medewerkers)$/;
const RANGE = /^(?:c_)?([\d .,'’km]+?)\s*(?:-|–|—|_|to|bis|[aà]|tot)\s*([\d .,'’km]+)$/;
const OVER = /^(?:>|over|more than|mehr als|[uü]ber|plus de|m[aá]s de|pi[uù] di|meer dan)\s*([\d .,'’km]+)$|^(?:c_)?([\d .,'’km]+?)\s*(?:\+|_max|or more|and more|and over)$/;
const UNDER = /^(?:<|under|less than|fewer than|weniger als|unter|moins de|menos de|meno di|minder dan)\s*([\d .,'’km]+)$/;
const ALONE = /^(?:self[- ]employed|myself only|just me|sole trader|freelancer)$/;

/** A whole number as people and vendors write it: `1,600`, `1 600`, `1.600`, `1.6k`; null for anything else, also for half of something. */
export function readWhole(text: string): number | null {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (GROUPED.test(typed)) return Number(typed.replace(/\D/g, ''));
  const [, digits, unit] = SHORT.exec(typed) ?? [];
  const value = digits ? Math.round(Number(digits.replace(',', '.')) * (unit === 'k' ? 1e3 : 1e6)) : null;
  return value;
}

/** How many people a company has, from a number or from one of the ranges that CRMs and vendors use: `51-200`, `c_00051_00100`, `10001+`, `51 à 200`. */
export function readSize(raw: string | number): CompanySize {
  const text = String(raw).normalize('NFKC').trim().toLowerCase().replace(PEOPLE, '').replace(ABOUT, '').trim();
  if (ALONE.test(text)) return exactly(1);
  const one = readWhole(text);
  if (one !== null) return exactly(one);

  const [, low, high] = RANGE.exec(text) ?? [];
  if (low && high) return between(readWhole(low), readWhole(high));
  const over = OVER.exec(text);
  if (over) return between(readWhole(over[1] ?? over[2]!), Infinity);
  const under = readWhole(UNDER.exec(text)?.[1] ?? '');
  return under === null ? NOTHING : between(1, under - 1);
}

/** Nobody is no size: vendors write 0 where they do not know. */
const exactly = (employees: number): CompanySize => (employees > 0 ? { employees, band: sizeBand(employees) } : NOTHING);

/** `10-50` and `11-50` mean the same band. */
function between(low: number | null, high: number | null): CompanySize {
  if (low === null || high === null || low > high || high < 1) return NOTHING;
  const band = sizeBand(high);
  return { employees: null, band: [low, low + 1].some((end) => sizeBand(end) === band) ? band : null };
}
