import type { DecisionRecord } from './decide-assignment.js';
import type { NotEligible } from './eligibility.js';
import { EMPTY_POOL, takeTurn, TURN } from './rotation.js';

/** A stretch of turns in which the same members with the same weights could take leads. */
export interface FairPeriod {
  readonly turns: number;
  readonly since: number;
  /** When its last turn was taken. */
  readonly until: number;
  /** Who could not take leads, and why at its first turn. */
  readonly away: readonly { readonly rep: string; readonly out: NotEligible }[];
  readonly members: readonly { readonly rep: string; readonly count: number; readonly share: number }[];
  /** The furthest that anybody was from the fair share at any turn of it, in leads. */
  readonly largestGap: number;
}

export interface Certificate {
  readonly pool: string;
  readonly turns: number;
  readonly largestGap: number;
  /** The furthest that anybody was from the sum of their fair shares over all periods. */
  readonly lifetimeGap: number;
  readonly holds: boolean;
  readonly periods: readonly FairPeriod[];
  /** Turns that would have been somebody's who could not take them, had nobody ever been away. */
  readonly passedOver: Readonly<Record<string, number>>;
  readonly sentence: string;
}

/** Measured, not proven: how far off somebody may be who could not take leads for a while. */
const LIFETIME_BOUND = 2;

/**
 * The fairness check of a pool from its decisions, oldest first: within each period, |count − fair share| at every turn. It is
 * below 1 while the same members could take leads; what is carried over from one period to the next stays within 2 in all.
 * Counts and shares are computed here from who got the lead and who could have; the stored rotation state is not believed.
 */
export function certificate(pool: string, records: readonly DecisionRecord[]): Certificate {
  const turns = records.filter((record) => record.pool?.id === pool && record.owner.kind === 'rep');
  const periods: { key: string; since: number; until: number; away: FairPeriod['away']; turns: number; gap: number; members: Map<string, { count: number; share: number }> }[] = [];
  const lifetime = new Map<string, number>();
  const passedOver: Record<string, number> = {};
  let nobodyAway = EMPTY_POOL;
  let lifetimeGap = 0;
  for (const record of turns) {
    const able = record.pool!.candidates.filter(({ out, weight }) => out === null && weight > 0);
    const away = record.pool!.candidates.flatMap(({ rep, weight, out }) => (out !== null && weight > 0 ? [{ rep, out }] : []));
    const key = able.map(({ rep, weight }) => `${rep}:${weight}`).sort().join(',');
    let period = periods.at(-1);
    if (period?.key !== key) {
      period = { key, since: record.at, until: record.at, away, turns: 0, gap: 0, members: new Map(able.map(({ rep }) => [rep, { count: 0, share: 0 }])) };
      periods.push(period);
    }
    const total = able.reduce((sum, { weight }) => sum + weight, 0);
    period.turns += 1;
    period.until = record.at;
    const due = takeTurn(nobodyAway, record.pool!.candidates);
    if (due !== null && away.some(({ rep }) => rep === due.rep)) passedOver[due.rep] = (passedOver[due.rep] ?? 0) + 1;
    nobodyAway = due?.state ?? nobodyAway;
    for (const { rep, weight } of able) {
      const member = period.members.get(rep)!;
      const got = record.owner.kind === 'rep' && record.owner.rep === rep ? 1 : 0;
      member.share += weight / total;
      member.count += got;
      lifetime.set(rep, (lifetime.get(rep) ?? 0) + got - weight / total);
      lifetimeGap = Math.max(lifetimeGap, Math.abs(lifetime.get(rep)!));
      period.gap = Math.max(period.gap, Math.abs(member.count - member.share));
    }
  }
  const largestGap = Math.max(0, ...periods.map(({ gap }) => gap));
  const carried = periods.length > 1;
  const holds = carried ? lifetimeGap <= LIFETIME_BOUND : largestGap < 1 - 1 / TURN;
  return {
    pool, turns: turns.length, largestGap, lifetimeGap, holds, passedOver,
    periods: periods.map(({ since, until, away, turns: count, gap, members }) => ({ since, until, away, turns: count, largestGap: gap, members: [...members].map(([rep, member]) => ({ rep, ...member })) })),
    sentence: turns.length === 0 ? 'No lead has been given out by this pool yet.'
      : !holds ? `The largest gap was ${(carried ? lifetimeGap : largestGap).toFixed(2)}: the promise did not hold.`
      : carried ? `Who could take leads changed ${periods.length - 1}×; within a period the largest gap was ${largestGap.toFixed(2)} (what somebody was ahead or behind is carried over).`
      : `Nobody was ever a full lead ahead or behind. Largest gap ${largestGap.toFixed(2)}.`,
  };
}
