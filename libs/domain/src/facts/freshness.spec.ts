import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshness, type AgingFact } from './freshness.js';

const DAY = 86_400_000;
const halfLives = { 'company.employees': 180 * DAY };
const seen = (observedAt: string, more: Partial<AgingFact> = {}): AgingFact => ({ field: 'company.employees', observedAt, ...more });

describe('freshness', () => {
  it.each([
    ['at once', seen('2026-07-01T00:00:00.000Z'), 1],
    ['after one half-life', seen('2026-01-02T00:00:00.000Z'), 0.5],
    ['after two', seen('2025-07-06T00:00:00.000Z'), 0.25],
    ['by when it held, not by when it was seen', seen('2026-07-01T00:00:00.000Z', { validFrom: '2026-01-02' }), 0.5],
    ['of a field that does not age', seen('1999-01-01T00:00:00.000Z', { field: 'company.country' }), 1],
    ['of the future', seen('2030-01-01T00:00:00.000Z'), 1],
  ])('%s', (_, fact, expected) => {
    expect(freshness(fact, '2026-07-01T00:00:00.000Z', halfLives)).toBeCloseTo(expected, 6);
  });

  it('names what it cannot read', () => {
    expect(() => freshness(seen('yesterday'), '2026-07-01T00:00:00.000Z', halfLives)).toThrow('company.employees has "yesterday"');
  });

  it('lies between 0 and 1, never grows with time, and halves with every half-life', () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(fc.property(time, time, time, (at, earlier, since) => {
      const [first, second] = [Math.min(at, earlier), Math.max(at, earlier)].map((when) => freshness(seen(new Date(since).toISOString()), new Date(when).toISOString(), halfLives)) as [number, number];
      expect(second).toBeLessThanOrEqual(first);
      expect(second >= 0 && first <= 1).toBe(true);
      const half = freshness(seen(new Date(since).toISOString()), new Date(Math.max(at, since) + 180 * DAY).toISOString(), halfLives);
      expect(half).toBeCloseTo(freshness(seen(new Date(since).toISOString()), new Date(Math.max(at, since)).toISOString(), halfLives) / 2, 9);
    }));
  });
});
