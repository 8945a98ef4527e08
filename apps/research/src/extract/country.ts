import { normalizeCountry } from '#domain';
import type { Extractor } from './extractor.js';
import { linesOf } from './text.js';

/** The country at the end of an address: at least three parts, a number in one of them. */
function countryOf(line: string): string | null {
  const parts = line.replace(/[.\s]+$/, '').split(',').map((part) => part.trim());
  const last = parts.at(-1)!;
  return parts.length >= 3 && /\d/.test(line) && line.length <= 160 && last.length >= 2 && !/\d/.test(last) ? normalizeCountry(last) : null;
}

/** Where the company is, when all addresses on a page are in one country. */
export const country: Extractor = {
  name: 'country@1',
  field: 'company.country',
  valueOf: countryOf,
  find: ({ text }) => {
    const addresses = linesOf(text).filter((line) => countryOf(line.text) !== null);
    return new Set(addresses.map((line) => countryOf(line.text))).size === 1 ? addresses.slice(0, 1) : [];
  },
};
