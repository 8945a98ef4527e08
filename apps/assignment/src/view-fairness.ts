import type { FairnessView, PoolTurnView } from '#contracts';
import { certificate, sayNotEligible, type DecisionRecord } from '#domain';
import type { PoolDecision } from './assignment.store.js';

type NameOf = (rep: string) => string;
const iso = (at: number): string => new Date(at).toISOString();

/** The fairness check of a pool for people: names beside ids, reasons in words. `records` oldest first. */
export function viewFairness(pool: string, records: readonly DecisionRecord[], nameOf: NameOf): FairnessView {
  const { passedOver, periods, ...checked } = certificate(pool, records);
  return {
    ...checked,
    periods: periods.map(({ since, until, members, away, ...period }) => ({
      ...period, since: iso(since), until: iso(until),
      members: members.map((member) => ({ ...member, name: nameOf(member.rep) })),
      away: away.map(({ rep, out }) => ({ rep, name: nameOf(rep), why: sayNotEligible(out) })),
    })),
    passedOver: Object.entries(passedOver).map(([rep, turns]) => ({ rep, name: nameOf(rep), turns })),
  };
}

/** Every turn that a pool gave away, oldest first; decisions that ended elsewhere took no turn. */
export function viewTurns(decisions: readonly PoolDecision[], nameOf: NameOf): PoolTurnView[] {
  return decisions.flatMap(({ leadId, record }) => {
    const { owner, pool, at } = record;
    if (owner.kind !== 'rep' || pool === null) return [];
    const able = pool.candidates.filter(({ out, weight }) => out === null && weight > 0);
    return [{
      at: iso(at), leadId, rep: owner.rep, name: nameOf(owner.rep),
      could: able.map(({ rep, weight }) => ({ rep, name: nameOf(rep), weight })),
      couldNot: pool.candidates.flatMap(({ rep, out }) => (out === null ? [] : [{ rep, name: nameOf(rep), why: sayNotEligible(out) }])),
    }];
  }).map((turn, index) => ({ turn: index + 1, ...turn }));
}
