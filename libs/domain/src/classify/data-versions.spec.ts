import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as countries from '../lead/country-names.data.js';
import { NORMALIZE_COUNTRY } from '../lead/normalize-country.js';
import { CLASSIFY_INDUSTRY } from './classify-industry.js';
import { CLASSIFY_TITLE } from './classify-title.js';
import * as industries from './industry-words.data.js';
import * as naics from './naics.data.js';
import { NORMALIZE_STATE } from './normalize-state.js';
import * as states from './states.data.js';
import * as titles from './titles.data.js';

/** The same for the same data, regular expressions included. */
const digest = (data: unknown): string => createHash('sha256').update(JSON.stringify(data, (_, value: unknown) => (value instanceof RegExp ? String(value) : value))).digest('hex').slice(0, 12);

describe('tables of words', () => {
  it.each([
    [CLASSIFY_TITLE, titles, 'classifyTitle@2 69a55ea5d888'],
    [CLASSIFY_INDUSTRY, { ...industries, ...naics }, 'classifyIndustry@2 ac4e1b2bbc5c'],
    [NORMALIZE_STATE, states, 'normalizeState@1 13d2e1b991be'],
    [NORMALIZE_COUNTRY, countries, 'normalizeCountry@2 af9651d941ec'],
  ])('have another version when they have other words: %s', (version, data, pinned) => {
    expect(`${version} ${digest(data)}`).toBe(pinned);
  });
});
