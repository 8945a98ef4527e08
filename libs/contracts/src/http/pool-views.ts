import { z } from 'zod';
import { iso } from '../scalars.js';

/** A pool and how its rotation stands. Shares and counts are in leads, since the pool was made. */
export const poolView = z.object({
  id: z.string(), label: z.string(), turns: z.number().int(),
  members: z.array(z.object({
    rep: z.string(), name: z.string(), weight: z.number(), count: z.number().int(), share: z.number(),
    /** Ahead (+) or behind (−) of the fair share. */
    ahead: z.number(),
    today: z.number().int(), cap: z.number().int(),
    /** Whether the rep can take a lead now, and if not why. */
    available: z.boolean(), why: z.string().nullable(),
  })),
});
export type PoolView = z.infer<typeof poolView>;

const repOut = z.object({ rep: z.string(), name: z.string(), why: z.string() });

/** The fairness check of a pool, computed from its decisions alone. */
export const fairnessView = z.object({
  pool: z.string(), turns: z.number().int(), holds: z.boolean(), sentence: z.string(),
  /** The furthest that anybody was from the fair share within a period, and from the sum of all their shares; in leads. */
  largestGap: z.number(), lifetimeGap: z.number(),
  /** Stretches in which the same members with the same weights could take leads, oldest first. */
  periods: z.array(z.object({
    since: iso, until: iso, turns: z.number().int(), largestGap: z.number(),
    members: z.array(z.object({ rep: z.string(), name: z.string(), count: z.number().int(), share: z.number() })),
    /** Who could not take leads, and why at its first turn. */
    away: z.array(repOut),
  })),
  /** Turns that would have been theirs, had they been able to take them. */
  passedOver: z.array(z.object({ rep: z.string(), name: z.string(), turns: z.number().int() })),
});
export type FairnessView = z.infer<typeof fairnessView>;

/** One turn of a pool: who got the lead, and who could have. With these anybody can count for themselves. */
export const poolTurnView = z.object({
  turn: z.number().int(), at: iso, leadId: z.string(), rep: z.string(), name: z.string(),
  could: z.array(z.object({ rep: z.string(), name: z.string(), weight: z.number() })),
  couldNot: z.array(repOut),
});
export type PoolTurnView = z.infer<typeof poolTurnView>;
