import type { Evidence, Field } from '#contracts';
import { isName, isPlain } from './forbidden-words.js';
import { inWords } from './number-words.js';

/** A statement about the company for the first line, and the evidence that proves it. */
export interface Opener { text: string; evidenceIds: string[] }

/** How each field is said. The normalised value, or the page's own words in quotation marks; null when there is nothing fit to be said. */
const sayings: Partial<Record<Field, (evidence: Evidence) => string | null>> = {
  'company.newSite': ({ quote }) => (quotable(quote) ? `your site says "${quotable(quote)}"` : 'your site announces a new location'),
  'company.openRoles': ({ value, quote }) => {
    if (typeof value !== 'number' || value < 1) return null;
    const title = quotable(quote.split('\n')[0]!.split(' | ')[0]!, 6);
    const roles = `your job page lists ${value === 1 ? 'an open role' : `${inWords(value)} open roles`}`;
    return title ? `${roles} such as "${title}"` : `${roles} in refrigeration and quality`;
  },
  'company.coldSites': ({ value, quote }) => {
    if (typeof value !== 'number' || value < 1) return null;
    return quotable(quote) ? `your site speaks of "${quotable(quote)}"` : `your site lists ${inWords(value)} cold sites`;
  },
  'company.certifications': ({ value }) => {
    const names = [value].flat().map(String).filter(isName).slice(0, 2);
    return names.length > 0 ? `your site names ${names.join(' and ')}` : null;
  },
  'company.employees': ({ quote }) => (quotable(quote) ? `your site speaks of "${quotable(quote)}"` : null),
};

/** Timely before lasting: what changes makes a reason to write today. */
const ORDER: readonly Field[] = ['company.newSite', 'company.openRoles', 'company.coldSites', 'company.certifications', 'company.employees'];
const TIMELY: ReadonlySet<Field> = new Set(['company.newSite', 'company.openRoles']);

/** At most two statements: the best timely one after the best lasting one. Nothing when no evidence fits. */
export function chooseOpeners(evidence: readonly Evidence[]): Opener[] {
  const said = sayable(evidence);
  const timely = said.find(({ field }) => TIMELY.has(field));
  const lasting = said.find(({ field }) => !TIMELY.has(field) && (field !== 'company.employees' || !timely));
  return [lasting, timely].filter((one) => one !== undefined).map(({ text, evidenceIds }) => ({ text, evidenceIds }));
}

/** How much of a first line this evidence already gives: 0 nothing, 1 something lasting, 2 something timely. */
export function openerStrength(evidence: readonly Evidence[]): 0 | 1 | 2 {
  const said = sayable(evidence);
  if (said.some(({ field }) => TIMELY.has(field))) return 2;
  return said.length > 0 ? 1 : 0;
}

/** One statement per field that can be said. */
function sayable(evidence: readonly Evidence[]): (Opener & { field: Field })[] {
  return ORDER.flatMap((field) => {
    const best = evidence.find((one) => one.field === field && one.polarity === 'supports' && sayings[field]!(one) !== null);
    return best ? [{ field, text: sayings[field]!(best)!, evidenceIds: [best.id] }] : [];
  });
}

function quotable(quote: string, mostWords = 12): string | null {
  const text = quote.trim();
  return isPlain(text) && text.split(' ').length <= mostWords ? text : null;
}
