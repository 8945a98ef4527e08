import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CLASSIFY_INDUSTRY } from './classify-industry.js';
import { CLASSIFY_TITLE } from './classify-title.js';
import * as industries from './industry-words.data.js';
import * as naics from './naics.data.js';
import * as titles from './titles.data.js';

/** The same for the same data, regular expressions included. */
const digest = (data: unknown): string => createHash('sha256').update(JSON.stringify(data, (_, value: unknown) => (value instanceof RegExp ? String(value) : value))).digest('hex').slice(0, 12);

describe('tables of words', () => {
  it.each([
    [CLASSIFY_TITLE, titles, 'classifyTitle@2 936994abb3e7'],
    [CLASSIFY_INDUSTRY, { ...industries, ...naics }, 'classifyIndustry@2 ac4e1b2bbc5c'],
  ])('have another version when they have other words: %s', (version, data, pinned) => {
    expect(`${version} ${digest(data)}`).toBe(pinned);
  });
});
