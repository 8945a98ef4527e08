import type { Fact, Field, Fit } from '#contracts';
import { chooseFacts } from '../enrichment/choose-facts.js';
import { freshness, type HalfLives } from './freshness.js';

export interface RefreshParts {
  /** ISO time of the plan. */
  readonly at: string;
  readonly halfLives: HalfLives;
  /** Freshness under which a value is too old to rely on, 0..1. */
  readonly below: number;
  /** The verdict on facts, as it is judged now. */
  readonly judge: (facts: readonly Fact[]) => Fit['verdict'];
  /** Fields that a rule of assignment reads. */
  readonly readByRules: ReadonlySet<Field>;
}

export interface StaleField {
  readonly field: Field;
  readonly fresh: number;
  /** What would come out otherwise, if its value were not right any more. */
  readonly because: 'verdict' | 'rule';
}

/**
 * The fields of a lead that are worth asking for again, the stalest first: their value is old, and it decides something. Without what
 * is old of the field the verdict is another one, or a rule reads it. What a person said is never asked again: no answer could replace it.
 */
export function planRefresh(facts: readonly Fact[], { at, halfLives, below, judge, readByRules }: RefreshParts): StaleField[] {
  const age = (fact: Fact): number => freshness(fact, at, halfLives);
  const stale = [...chooseFacts(facts)].map(([field, { fact }]) => ({ field, origin: fact.origin, fresh: age(fact) })).filter(({ origin, fresh }) => origin !== 'human' && fresh < below);
  if (stale.length === 0) return [];
  const verdict = judge(facts);
  const decides = (field: Field): boolean => judge(facts.filter((fact) => fact.field !== field || age(fact) >= below)) !== verdict;
  return stale
    .flatMap(({ field, fresh }): StaleField[] => (decides(field) ? [{ field, fresh, because: 'verdict' }] : readByRules.has(field) ? [{ field, fresh, because: 'rule' }] : []))
    .sort((a, b) => a.fresh - b.fresh || (a.field < b.field ? -1 : 1));
}
