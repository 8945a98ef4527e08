import { describe, expect, it } from '@jest/globals';
import { aFact } from '#testing';
import { periodsAt, periodsOf } from './fact-periods.js';

const name = aFact('company.name', 'Pelham & Rye Foods');
const small = aFact('company.employees', 62);
const large = aFact('company.employees', 620);
const runs = [{ at: 1_000, facts: [name, small] }, { at: 2_000, facts: [{ ...name, observedAt: '2026-11-23T09:30:00.000Z' }, large] }, { at: 3_000, facts: [name, small, small] }];

describe('when facts were known', () => {
  it('begins with the run that found them first and ends with the first that does not', () => {
    expect(periodsOf(runs)).toEqual(expect.arrayContaining([
      { fact: name, from: 1_000, until: null }, { fact: small, from: 1_000, until: 2_000 }, { fact: large, from: 2_000, until: 3_000 }, { fact: small, from: 3_000, until: null },
    ]));
    expect(periodsOf(runs)).toHaveLength(4);
  });

  it.each([[999, []], [1_000, [small, name]], [2_999, [name, large]], [3_000, [name, small]]])('at %d is what the newest run until then said', (at, facts) => {
    expect(periodsAt(periodsOf(runs), at).map(({ fact }) => fact)).toEqual(facts);
  });
});
