import { describe, expect, it } from '@jest/globals';
import { FAILPOINTS } from '#persistence';
import { POINTS, pointOf } from './failpoints.js';

it('every commit point is reached by some app, within four rounds', () => {
  const reached = Object.values(POINTS).flatMap((points) => points.slice(0, 4).map(([name]) => name));
  expect(FAILPOINTS.filter((name) => !reached.includes(name))).toEqual([]);
});

describe('what an app is given', () => {
  it('is the first of its points at which nothing ended yet', () => {
    expect(pointOf('intake', 3, new Set())[0]).toBe('K1');
    expect(pointOf('intake', 3, new Set(['K1', 'K3']))[0]).toBe('K2');
  });

  it('is one after the other when all of them were reached', () => {
    const all = new Set<string>(FAILPOINTS);
    expect([0, 1, 2, 3, 4].map((round) => pointOf('intake', round, all)[0])).toEqual(['K1', 'K2', 'K3', 'K4', 'K1']);
  });
});
