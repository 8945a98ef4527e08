import type { Evidence, Field } from '#contracts';
import { isPlain } from './quote-message.js';
import { inWords } from './number-words.js';

/** A statement about the company for the first line, and the evidence that proves it. */
export interface Opener { text: string; evidenceIds: string[] }

/** How each field is said. The normalised value, or the page's own words in quotation marks; null when there is nothing fit to be said. */
const sayings: Partial<Record<Field, (evidence: Evidence) => string | null>> = {
  'company.newSite': ({ quote }) => (quotable(quote) ? `your site says "${quotable(quote)}"` : 'your site announces a new location'),
  'company.openRoles': ({ value, quote }) => {
    if (typeof value !== 'number' || value < 1) return null;
    const title = quotable(quote.split('\n')[0]!, 6);
    const roles = `your job page lists ${value === 1 ? 'an open role' : `${inWords(value)} open roles`}`;
    return title ? `${roles} such as "${title}"` : `${roles} in refrigeration and quality`;
  },
  'company.coldSites': ({ value, quote }) => {
    if (typeof value !== 'number' || value < 1) return null;
    return quotable(quote) ? `your site speaks of "${quotable(quote)}"` : `your site lists ${inWords(value)} cold sites`;
  },
  'company.certifications': ({ value }) => (Array.isArray(value) && value.length > 0 ? `your site names ${value.slice(0, 2).join(' and ')}` : null),
  'company.employees': ({ quote }) => (quotable(quote) ? `your site speaks of "${quotable(quote)}"` : null),
};

/** Timely before lasting: what changes makes a reason to write today. */
const ORDER: readonly Field[] = ['company.newSite', 'company.openRoles', 'company.coldSites', 'company.certifications', 'company.employees'];
const TIMELY: ReadonlySet<Field> = new Set(['company.newSite', 'company.openRoles']);

/** At most two statements: the best timely one after the best lasting one. Nothing when no evidence fits. */
export function chooseOpeners(evidence: readonly Evidence[]): Opener[] {
  const said = ORDER.flatMap((field) => {
    const best = evidence.find((one) => one.field === field && one.polarity === 'supports' && sayings[field]!(one) !== null);
    return best ? [{ field, text: sayings[field]!(best)!, evidenceIds: [best.id] }] : [];
  });
  const timely = said.find(({ field }) => TIMELY.has(field));
  const lasting = said.find(({ field }) => !TIMELY.has(field) && (field !== 'company.employees' || !timely));
  return [lasting, timely].filter((one) => one !== undefined).map(({ text, evidenceIds }) => ({ text, evidenceIds }));
}

/** How much of a first line this evidence already gives: 0 nothing, 1 something lasting, 2 something timely. */
export const openerStrength = (evidence: readonly Evidence[]): 0 | 1 | 2 =>
  evidence.some(({ field, polarity }) => TIMELY.has(field) && polarity === 'supports') ? 2 : chooseOpeners(evidence).length > 0 ? 1 : 0;

function quotable(quote: string, mostWords = 12): string | null {
  const text = quote.trim();
  return isPlain(text) && text.split(' ').length <= mostWords ? text : null;
}
