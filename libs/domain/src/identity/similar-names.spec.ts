import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { similarNames, similarWords } from './similar-names.js';

describe('similarNames', () => {
  it.each([
    ['northmoor foods', 'northmoor foods', 1, 1],
    ['northmoor foods', 'foods northmoor', 1, 1],
    ['northmoor foods', 'nortmoor foods', 0.9, 1],
    ['cold stores north', 'coldstores north', 0.95, 1],
    ['corvane logistics', 'corvane events', 0.5, 0.5],
    ['northmoor', 'northmoor holding', 0.6, 0.7],
    ['store 12', 'store 13', 0.5, 0.5],
    ['acme', 'notacme', 0, 0],
    ['larkmoor', 'harrow', 0, 0],
    ['', '', 0, 0],
  ])('%s and %s', (a, b, least, most) => {
    expect(similarNames(a, b)).toBeGreaterThanOrEqual(least);
    expect(similarNames(a, b)).toBeLessThanOrEqual(most);
  });

  it('knows the textbook values of Jaro and Winkler', () => {
    expect([similarWords('martha', 'marhta'), similarWords('dixon', 'dicksonx')].map((value) => value.toFixed(3))).toEqual(['0.961', '0.813']);
  });

  const name = fc.array(fc.oneof(fc.stringMatching(/^[a-d]{1,5}$/), fc.constantFrom('foods', 'food', 'north', 'norht', '12')), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  it('is symmetric, between 0 and 1, and 1 for the same', () => {
    fc.assert(fc.property(name, name, (a, b) => {
      const alike = similarNames(a, b);
      expect(similarNames(b, a)).toBe(alike);
      expect(alike >= 0 && alike <= 1).toBe(true);
      expect(similarNames(a, a)).toBe(1);
    }), { numRuns: 2_000 });
  });
});
