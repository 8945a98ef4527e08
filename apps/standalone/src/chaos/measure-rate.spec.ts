import { expect, it } from '@jest/globals';
import { rateOf } from './measure-rate.js';

it('is measured over the first three quarters, so that the last ones may wait for research', () => {
  expect(rateOf([1_000, 2_000, 3_000, 90_000], 0)).toBe(1);
});

it('is nothing where nothing was decided', () => {
  expect(rateOf([], 0)).toBe(0);
});
