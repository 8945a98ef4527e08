import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { APPS, topics } from '#contracts';
import { ONE_PER_LEAD, type Must } from '../one-per-lead.js';

const LOOK_EVERY_MS = 50;
/** Nothing may stand still for so long before everything is done. */
const STUCK_MS = 60_000;

const ONE_EVENT_PER_LEAD: Readonly<Record<string, string>> = Object.fromEntries(['lead.captured', 'lead.enriched', 'lead.assigned'].map((type) => [`${type} events`, `SELECT COUNT(*) AS found FROM bus_messages WHERE topic = '${type}.v1'`]));

/** What clear leads lead to: one of each. */
export const ofClearLeads = (total: number): Must[] => Object.entries({ ...ONE_PER_LEAD, ...ONE_EVENT_PER_LEAD }).map(([what, sql]) => ({ what, must: total, sql }));

/** Groups that have not heard all of a topic yet. Who hears what stands in the contracts. */
const BEHIND = topics.flatMap(({ contract: { topic }, to }) => to.map((app) => `SELECT '${app}' AS app, '${topic}' AS topic WHERE (SELECT COALESCE(MAX(position), 0) FROM bus_messages WHERE topic = '${topic}') > COALESCE((SELECT position FROM bus_positions WHERE app = '${app}' AND topic = '${topic}'), 0)`)).join(' UNION ALL ');

/** The SQLite file of a running side, seen from outside: read only. */
export class EmbeddedFile {
  private readonly database: Database.Database;

  constructor(private readonly file: string) {
    this.database = new Database(file, { readonly: true, timeout: 10_000 });
  }

  static in(folder: string): EmbeddedFile {
    return new EmbeddedFile(join(folder, 'leadwright.sqlite'));
  }

  /** Resolves when `total` leads are decided and every group has heard everything. Errors: an Error when nothing moves for a minute. */
  async settled(total: number): Promise<void> {
    const isBehind = this.database.prepare(BEHIND);
    let [last, since] = ['', Date.now()];
    for (;;) {
      const behind = isBehind.all() as { app: string; topic: string }[];
      const decided = behind.length > 0 ? null : this.count('SELECT COUNT(*) AS found FROM assignment_decisions WHERE epoch = 1');
      if (decided === total) return;
      const now = JSON.stringify([decided, this.count('SELECT SUM(position) AS found FROM bus_positions')]);
      if (now !== last) [last, since] = [now, Date.now()];
      if (Date.now() - since > STUCK_MS) throw new Error(`Nothing moves: ${decided ?? 'not all'} of ${total} leads are decided; behind are ${behind.map(({ app, topic }) => `${app} on ${topic}`).join(', ') || 'none'}.`);
      await wait(LOOK_EVERY_MS);
    }
  }

  /** What is not as it must be after `total` leads, in words. */
  verify(total: number, musts: (total: number) => readonly Must[] = ofClearLeads): string[] {
    const nothing = APPS.flatMap((app) => [['dead letters', 'dead_letters'], ['open tasks', 'tasks']].map(([what, table]): Must => ({ what: `${what} of ${app}`, must: 0, sql: `SELECT COUNT(*) AS found FROM ${app}_${table}` })));
    return [...musts(total), ...nothing].map((must) => ({ ...must, is: this.count(must.sql) })).filter(({ must, is }) => must !== is).map(({ what, must, is }) => `${is} ${what}, must be ${must}`);
  }

  assignedAt(): Map<string, number> {
    const rows = this.database.prepare('SELECT lead_id, at FROM assignment_decisions WHERE epoch = 1').all() as { lead_id: string; at: number }[];
    return new Map(rows.map(({ lead_id, at }) => [lead_id, at]));
  }

  /** Bytes of the file itself; what still stands in its log is not in it. */
  get bytes(): number {
    return statSync(this.file).size;
  }

  close(): void {
    this.database.close();
  }

  private count(sql: string): number {
    return (this.database.prepare(sql).get() as { found: number }).found;
  }
}
