import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIELDS, type Fact, type FactOrigin, type FactValue, type Field } from '#contracts';
import { chooseFacts, type ChosenFact } from '../enrichment/choose-facts.js';
import { stateOf, type SearchEnd } from './field-states.js';

const said = (value: FactValue, origin: FactOrigin, field: Field = 'company.employees'): Fact => ({ field, value, raw: null, origin, by: origin, method: 'test@1', confidence: 0.9, costMicro: 0, observedAt: '2026-11-22T09:30:00.000Z', evidenceId: null });
const chosen = (...facts: Fact[]): ChosenFact | null => [...chooseFacts(facts).values()][0] ?? null;

describe('stateOf', () => {
  it.each<[string, Field, Parameters<typeof stateOf>[1], string, string | null]>([
    ['a value', 'company.employees', { chosen: chosen(said(620, 'directory')), match: 'match', end: 'filled' }, 'known', null],
    ['a person’s, whatever machines say', 'company.employees', { chosen: chosen(said(620, 'human'), said(2, 'provider')), match: 'ambiguous', end: 'needs_review' }, 'known', null],
    ['two that contradict', 'company.employees', { chosen: chosen(said(620, 'directory'), said(2, 'provider')), match: 'match', end: 'filled' }, 'conflicting', 'ask the owner which is right'],
    ['one that its source does not stand by', 'person.email', { chosen: chosen(said('a@b.example', 'provider', 'person.email')), match: 'none', end: 'needs_review' }, 'ambiguous', 'confirm it, or correct it'],
    ['none, as it could be of two companies', 'company.employees', { chosen: null, match: 'ambiguous', end: null }, 'ambiguous', 'say which company it is'],
    ['none of a person, whichever the company', 'person.phone', { chosen: null, match: 'ambiguous', end: 'exhausted' }, 'unknown', 'ask the person'],
    ['none that anybody knows', 'company.employees', { chosen: null, match: 'none', end: 'exhausted' }, 'unknown', 'look at their website'],
    ['none, as a source is down', 'company.employees', { chosen: null, match: 'none', end: 'blocked' }, 'unknown', 'wait for the source that is down, or enter it'],
    ['none, as the money is used up', 'company.employees', { chosen: null, match: 'none', end: 'ceiling_hit' }, 'unknown', 'allow more money for it, or enter it'],
  ])('%s', (_, field, given, state, next) => {
    expect(stateOf(field, given)).toEqual({ state, next });
  });

  it('always says what to do, unless it is known', () => {
    const given = fc.record({ chosen: fc.array(fc.constantFrom(said(620, 'directory'), said(2, 'provider'), said(5, 'human')), { maxLength: 3 }).map((facts) => chosen(...facts)), match: fc.constantFrom('match' as const, 'ambiguous' as const, 'none' as const), end: fc.constantFrom<SearchEnd>(null, 'filled', 'exhausted', 'ceiling_hit', 'blocked', 'needs_review') });
    fc.assert(fc.property(fc.constantFrom(...FIELDS), given, (field, standing) => {
      const { state, next } = stateOf(field, standing);
      expect(next === null).toBe(state === 'known');
      if (state === 'known') expect(standing.chosen).not.toBeNull();
    }));
  });
});
