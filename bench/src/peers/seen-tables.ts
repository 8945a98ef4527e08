import { setTimeout as wait } from 'node:timers/promises';
import { ONE_PER_LEAD, problemsOf } from '../one-per-lead.js';

const LOOK_EVERY_MS = 200;
/** Nothing may stand still for so long before everything is done. */
const STUCK_MS = 60_000;

/** The last rows that a lead leads to, and how many of each; looked at one after the other, because who counts costs the database. */
const LAST: readonly (readonly [table: string, perLead: number])[] = [['console_timeline', 3], ['delivery_leads', 1], ['research_leads', 1]];

/** The tables of a peer, seen from outside. */
export class SeenTables {
  constructor(private readonly select: (sql: string) => Promise<readonly unknown[]>) {}

  /** Resolves when all rows of `total` leads are there. Errors: an Error when nothing moves for a minute. */
  async settled(total: number): Promise<void> {
    for (const [table, perLead] of LAST) {
      let [last, since] = [-1, Date.now()];
      for (;;) {
        const found = await this.count(`SELECT COUNT(*) AS found FROM ${table}`);
        if (found >= total * perLead) break;
        if (found !== last) [last, since] = [found, Date.now()];
        if (Date.now() - since > STUCK_MS) throw new Error(`Nothing moves: ${table} has ${found} of ${total * perLead} rows. See its log.`);
        await wait(LOOK_EVERY_MS);
      }
    }
  }

  /** What is not as it must be after `total` leads, in words. */
  verify(total: number): Promise<string[]> {
    const musts = [
      ...Object.entries(ONE_PER_LEAD).map(([what, sql]) => ({ what, must: total, sql })),
      ...LAST.map(([table, perLead]) => ({ what: `rows of ${table}`, must: total * perLead, sql: `SELECT COUNT(*) AS found FROM ${table}` })),
    ];
    return problemsOf(musts, (sql) => this.count(sql));
  }

  async assignedAt(): Promise<Map<string, number>> {
    const rows = (await this.select('SELECT lead_id, at FROM assignment_decisions WHERE epoch = 1')) as { lead_id: string; at: number }[];
    return new Map(rows.map(({ lead_id, at }) => [lead_id, at]));
  }

  private async count(sql: string): Promise<number> {
    return ((await this.select(sql)) as { found: number }[])[0]!.found;
  }
}
