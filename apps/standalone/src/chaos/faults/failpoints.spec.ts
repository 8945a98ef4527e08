import { expect, it } from '@jest/globals';
import { FAILPOINTS } from '#persistence';
import { POINTS } from './failpoints.js';

it('every commit point is reached by some app, within four rounds', () => {
  const reached = Object.values(POINTS).flatMap((points) => points.slice(0, 4).map(([name]) => name));
  expect(FAILPOINTS.filter((name) => !reached.includes(name))).toEqual([]);
});
