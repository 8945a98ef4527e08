import { normalizeCountry } from '#domain';
import type { Extractor } from './extractor.js';

const ENTITY = /^Legal name: .*$/gm;
const COUNTRY = /^Country: ([A-Z]{2})$/m;

/** Where a company is by the register of legal entities, when it knows exactly one of that name. The quote runs from its name to its country. */
export const registerCountry: Extractor = {
  name: 'registerCountry@1',
  field: 'company.country',
  valueOf: (quote) => {
    const code = COUNTRY.exec(quote)?.[1];
    return code === undefined ? null : normalizeCountry(code);
  },
  find: ({ kind, text }) => {
    const entities = [...text.matchAll(ENTITY)];
    const country = COUNTRY.exec(text);
    return kind === 'register' && entities.length === 1 && country && entities[0]!.index < country.index ? [{ start: entities[0]!.index, end: country.index + country[0].length }] : [];
  },
};
