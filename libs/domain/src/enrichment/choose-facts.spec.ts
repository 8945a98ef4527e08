import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact, FactOrigin, FactValue } from '#contracts';
import { chooseFacts } from './choose-facts.js';

const said = (value: FactValue, origin: FactOrigin, more: Partial<Fact> = {}): Fact => ({
  field: 'company.employees', value, raw: null, origin, by: origin, method: 'test@1', confidence: 0.9, costMicro: 0, observedAt: '2026-11-22T09:30:00.000Z', evidenceId: null, ...more,
});
const chosen = (...facts: Fact[]) => {
  const { fact, conflicting } = chooseFacts(facts).get('company.employees')!;
  return { value: fact.value, against: conflicting.map(({ value }) => value) };
};

describe('choosing the fact that counts', () => {
  it.each<[string, Fact[], FactValue, FactValue[]]>([
    ['a person before everybody, and nobody contradicts a person', [said(2, 'directory'), said(610, 'human'), said(900, 'crm')], 610, []],
    ['the CRM before a form, a directory and research', [said(1, 'research'), said(20, 'directory'), said(300, 'form'), said(4_000, 'crm')], 4_000, [300, 20, 1]],
    ['the surer of two of one kind', [said(300, 'research', { confidence: 0.5 }), said(310, 'research', { confidence: 0.8 })], 310, []],
    ['the newer of two as sure', [said(300, 'research'), said(310, 'research', { observedAt: '2026-11-23T09:30:00.000Z' })], 310, []],
    ['numbers that are near say the same', [said(620, 'directory'), said(600, 'research')], 620, []],
    ['numbers that are not contradict', [said(620, 'directory'), said(2, 'research')], 620, [2]],
    ['words whatever their case', [said('GB', 'form'), said('gb', 'research')], 'GB', []],
    ['lists never contradict', [said(['GDP'], 'form'), said(['HACCP'], 'research')], ['GDP'], []],
  ])('takes %s', (_, facts, value, against) => {
    expect(chosen(...facts)).toEqual({ value, against });
  });

  it('does not depend on the order of the facts', () => {
    const origins: FactOrigin[] = ['human', 'crm', 'form', 'directory', 'research', 'provider', 'derived'];
    const anyFact = fc.record({ value: fc.oneof(fc.nat(2_000), fc.constantFrom('GB', 'gb')), origin: fc.constantFrom(...origins), confidence: fc.constantFrom(0.5, 0.9), field: fc.constantFrom('company.employees' as const, 'company.country' as const) });
    const shuffled = fc.array(anyFact, { maxLength: 8 }).chain((list) => {
      const facts = list.map(({ value, origin, ...more }) => said(value, origin, more));
      return fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }));
    });
    const bytes = (facts: readonly Fact[]) => JSON.stringify([...chooseFacts(facts)].sort(([a], [b]) => (a < b ? -1 : 1)));
    fc.assert(fc.property(shuffled, ([facts, others]) => bytes(facts) === bytes(others)), { numRuns: 500 });
  });
});
