import { fold } from '../lead/normalize-text.js';
import { INDUSTRIES, OTHER_INDUSTRIES } from './industry-words.data.js';
import { NAICS, NAICS_SLUGS } from './naics.data.js';

export { INDUSTRIES } from './industry-words.data.js';

/** Name of these rules in facts and records; a change of any outcome raises it. */
export const CLASSIFY_INDUSTRY = 'classifyIndustry@2';

export interface Industry {
  /** One of `INDUSTRIES`; null for an industry that we do not tell apart. */
  readonly slug: string | null;
  /** Its code of 2022, two to six digits: as exact as the words were. */
  readonly naics: string;
  readonly label: string;
}

/** Longer texts describe a company; the words of lists would mean something else in them. */
const LONGEST_LISTED = 80;
const CODE = /^(?:naics\D{0,8})?(\d{2,6})$/i;

/** The slug of an industry named or described in a text; null when nothing known is in it. */
export function classifyIndustry(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const ours = INDUSTRIES.find(({ slug, label }) => plain === slug || plain === label) ?? INDUSTRIES.find(({ words }) => words.test(text));
  return ours?.slug ?? listedSlug(text);
}

/** The industry named in a text, whether or not it is one of ours: a code, or words of the lists that vendors use. Null when nothing is known of it. */
export function readIndustry(text: string): Industry | null {
  const slug = classifyIndustry(text);
  const code = CODE.exec(text.trim())?.[1] ?? INDUSTRIES.find((one) => one.slug === slug)?.naics ?? otherCode(text);
  const naics = code && longest(code, NAICS);
  return naics ? { slug, naics, label: slug ? industryLabel(slug) : NAICS[naics]! } : null;
}

/** A slug as people read it. */
export const industryLabel = (slug: string): string => INDUSTRIES.find((industry) => industry.slug === slug)?.label ?? slug.replaceAll('-', ' ');

function listedSlug(text: string): string | null {
  if (text.length > LONGEST_LISTED) return null;
  const code = CODE.exec(text.trim())?.[1];
  const known = code && longest(code, NAICS_SLUGS);
  if (code) return known ? NAICS_SLUGS[known]! : null;
  const words = fold(text.replaceAll('&', ' and '));
  return INDUSTRIES.find(({ listed }) => listed?.test(words))?.slug ?? null;
}

function otherCode(text: string): string | undefined {
  const words = fold(text.replaceAll('&', ' and '));
  return text.length > LONGEST_LISTED ? undefined : OTHER_INDUSTRIES.find(([other]) => other.test(words))?.[1];
}

/** The longest beginning of a code that a table has. */
function longest(code: string, table: Readonly<Record<string, unknown>>): string | undefined {
  for (let length = code.length; length >= 2; length -= 1) {
    if (Object.hasOwn(table, code.slice(0, length))) return code.slice(0, length);
  }
  return undefined;
}
