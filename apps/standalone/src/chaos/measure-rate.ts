import type { Places } from './quiesce.js';

/** The last ones wait for research, not for the machine. */
const SHARE = 0.75;

/** How many leads a second got their owner since `since` (ms), while senders sent as fast as they were answered. */
export async function measureRate({ database, schema }: Places, since: number): Promise<number> {
  const [rows] = await database.query(`SELECT at FROM ${schema('assignment')}.assignment_decisions ORDER BY at`);
  return rateOf((rows as { at: number }[]).map(({ at }) => Number(at)), since);
}

export function rateOf(moments: readonly number[], since: number): number {
  const count = Math.max(1, Math.floor(moments.length * SHARE));
  return count / Math.max(1, ((moments[count - 1] ?? Infinity) - since) / 1_000);
}
