import type { Extractor } from './extractor.js';
import { SIC_INDUSTRIES } from './sic-industries.data.js';

const BUSINESS = /^Line of business: .*\(SIC (\d{3,4})\)$/m;

/** What a company does by the code under which it files with the SEC. The quote runs from its name to that code. */
export const filedBusiness: Extractor = {
  name: 'filedBusiness@1',
  field: 'company.industry',
  valueOf: (quote) => {
    const code = Number(BUSINESS.exec(quote)?.[1] ?? NaN);
    return SIC_INDUSTRIES.find(({ from, to }) => from <= code && code <= to)?.slug ?? null;
  },
  find: ({ kind, text }) => {
    const business = BUSINESS.exec(text);
    return kind === 'filer' && text.startsWith('Name: ') && business ? [{ start: 0, end: business.index + business[0].length }] : [];
  },
};
