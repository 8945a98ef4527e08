import { describe, expect, it } from '@jest/globals';
import { quantile, spreadOf } from './spread.js';

describe('a figure over several runs', () => {
  it('is its median with the least and the most, in whatever order they came', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it('has quantiles between its values', () => {
    expect(quantile([0, 10, 20, 30, 40], 0.99)).toBeCloseTo(39.6);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('is no figure without a run', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});
