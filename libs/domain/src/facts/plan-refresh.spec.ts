import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact, FactOrigin, FactValue, Field, Fit } from '#contracts';
import { chooseFacts } from '../enrichment/choose-facts.js';
import { freshness } from './freshness.js';
import { planRefresh, type RefreshParts } from './plan-refresh.js';

const DAY = 86_400_000;
const at = '2026-07-01T00:00:00.000Z';
const said = (field: Field, value: FactValue, daysAgo: number, origin: FactOrigin = 'provider'): Fact => ({ field, value, raw: null, origin, by: origin, method: 'test@1', confidence: 0.9, costMicro: 0, observedAt: new Date(Date.parse(at) - daysAgo * DAY).toISOString(), evidenceId: null });

/** Fit is who has 200 people and sells food; who says nothing needs review. */
const judge = (facts: readonly Fact[]): Fit['verdict'] => {
  const chosen = chooseFacts(facts);
  const [employees, industry] = [chosen.get('company.employees')?.fact.value, chosen.get('company.industry')?.fact.value];
  if (Number(employees) < 200) return 'not_fit';
  return employees === undefined || industry === undefined ? 'needs_review' : 'fit';
};
const parts: RefreshParts = { at, halfLives: { 'company.employees': 180 * DAY, 'company.industry': 720 * DAY, 'person.title': 365 * DAY }, below: 0.5, judge, readByRules: new Set<Field>(['person.title']) };

describe('planRefresh', () => {
  it.each<[string, Fact[], [Field, string][]]>([
    ['nothing while all is fresh', [said('company.employees', 620, 10), said('company.industry', 'food', 10)], []],
    ['what the verdict hangs on', [said('company.employees', 620, 200), said('company.industry', 'food', 10)], [['company.employees', 'verdict']]],
    ['the stalest first', [said('company.employees', 620, 200), said('company.industry', 'food', 3_000), said('person.title', 'COO', 400)], [['company.industry', 'verdict'], ['company.employees', 'verdict'], ['person.title', 'rule']]],
    ['not what changes nothing', [said('company.employees', 20, 10), said('company.industry', 'food', 3_000)], []],
    ['not what a fresh value says as well', [said('company.employees', 620, 200, 'directory'), said('company.employees', 600, 10), said('company.industry', 'food', 10)], []],
    ['not what a person said', [said('company.employees', 620, 2_000, 'human'), said('company.industry', 'food', 10)], []],
    ['not what does not age', [said('company.country', 'GB', 9_000)], []],
  ])('%s', (_, facts, expected) => {
    expect(planRefresh(facts, parts).map(({ field, because }) => [field, because])).toEqual(expected);
  });

  it('names only fields that are stale and no person’s, each once, and nothing when nothing may be stale', () => {
    const anyFact = fc.record({ field: fc.constantFrom<Field>('company.employees', 'company.industry', 'person.title', 'company.country'), value: fc.constantFrom<FactValue>(20, 620, 'food'), daysAgo: fc.nat(2_000), origin: fc.constantFrom<FactOrigin>('human', 'crm', 'provider', 'directory') }).map(({ field, value, daysAgo, origin }) => said(field, value, daysAgo, origin));
    fc.assert(fc.property(fc.array(anyFact, { maxLength: 8 }), (facts) => {
      const plan = planRefresh(facts, parts);
      const chosen = chooseFacts(facts);
      expect(new Set(plan.map(({ field }) => field)).size).toBe(plan.length);
      for (const { field, fresh } of plan) {
        const { fact } = chosen.get(field)!;
        expect([fact.origin === 'human', fresh, fresh < 0.5]).toEqual([false, freshness(fact, at, parts.halfLives), true]);
      }
      expect(planRefresh(facts, { ...parts, below: 0 })).toEqual([]);
    }), { numRuns: 500 });
  });
});
