import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact, FactOrigin, FactValue, Field } from '#contracts';
import { binOf, brier, calibrated, ENOUGH_VOTES, tally } from './reliability.js';

const said = (value: FactValue, origin: FactOrigin, confidence = 0.9, field: Field = 'company.employees'): Fact => ({ field, value, raw: null, origin, by: `the-${origin}`, method: 'test@1', confidence, costMicro: 0, observedAt: '2026-11-22T09:30:00.000Z', evidenceId: null });

describe('tally', () => {
  it('votes on every machine that answered the field, by how sure it was; people are not voted on', () => {
    const facts = [said(620, 'directory', 0.95), said(2, 'provider', 0.8), said(600, 'research', 0.85), said(620, 'human'), said(620, 'crm'), said(620, 'form'), said('GB', 'provider', 0.9, 'company.country')];
    expect(tally({ field: 'company.employees', value: 610 }, facts)).toEqual([
      { provider: 'the-directory', field: 'company.employees', bin: 9, isRight: true },
      { provider: 'the-provider', field: 'company.employees', bin: 8, isRight: false },
      { provider: 'the-research', field: 'company.employees', bin: 8, isRight: true },
    ]);
  });

  it('is one vote for what one machine said twice, right if either was', () => {
    expect(tally({ field: 'company.employees', value: 610 }, [said(2, 'provider'), said(610, 'provider')]).map(({ isRight }) => isRight)).toEqual([true]);
  });

  it.each([[['GDP', 'HACCP'], ['haccp', 'gdp'], true], [['GDP'], ['HACCP'], false], [['GDP'], 'gdp', true]])('compares lists by their members: %j and %j', (value, right, expected) => {
    expect(tally({ field: 'company.certifications', value: right }, [said(value, 'research', 0.5, 'company.certifications')])).toMatchObject([{ isRight: expected }]);
  });
});

describe('reliability', () => {
  it('puts every confidence into a bin', () => {
    expect([0, 0.1, 0.3, 0.7, 0.89, 0.9, 1].map(binOf)).toEqual([0, 1, 3, 7, 8, 9, 9]);
  });

  it('scores claims: a perfect source near 0, one that is sure and wrong near 1', () => {
    expect([brier([]), brier([{ bin: 9, right: 10, wrong: 0 }])?.toFixed(4), brier([{ bin: 9, right: 0, wrong: 10 }])?.toFixed(4)]).toEqual([null, '0.0025', '0.9025']);
  });

  it('says a probability only where enough was counted', () => {
    const bins = [{ bin: 8, right: 15, wrong: 15 }, { bin: 9, right: ENOUGH_VOTES - 1, wrong: 0 }];
    expect([calibrated(0.85, bins), calibrated(0.95, bins), calibrated(0.1, bins)]).toEqual([0.5, null, null]);
  });

  it('stays between 0 and 1, and no other probability than the calibrated one scores better for its bin', () => {
    const counts = fc.record({ bin: fc.nat(9), right: fc.nat(500), wrong: fc.nat(500) });
    fc.assert(fc.property(fc.uniqueArray(counts, { selector: ({ bin }) => bin }), fc.double({ min: 0, max: 1, noNaN: true }), (bins, other) => {
      const score = brier(bins);
      expect(score === null ? bins.every(({ right, wrong }) => right + wrong === 0) : score >= 0 && score <= 1).toBe(true);
      for (const { bin, right, wrong } of bins) {
        const share = calibrated((bin + 0.5) / 10, bins);
        expect(share === null).toBe(right + wrong < ENOUGH_VOTES);
        const loss = (claim: number) => right * (1 - claim) ** 2 + wrong * claim ** 2;
        if (share !== null) expect(loss(share)).toBeLessThanOrEqual(loss(other) + 1e-9);
      }
    }));
  });
});
