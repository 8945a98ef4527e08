import { chainEvents, Journal, journalConflict, type JournalEntry, type JournalEvent } from '#journal';
import { isDuplicate } from './database-error.js';
import { inList, insertRows, select, type Work } from './statement.js';
import { integer, json, key, table, time, type TableDefinition } from './table.js';
import type { Unit, UnitOfWork } from './unit-of-work.js';

interface JournalRow { run_id: string; seq: number; type: string; v: number; at: number; data: string; prev_hash: string; hash: string }

/** The journal table of an app: `<app>_journal`, one row per line. Two writers of one run meet at its key. */
export const journalTables = (app: string): TableDefinition[] => [
  table(`${app}_journal`, { run_id: key(), seq: integer(), type: key(), v: integer(), at: time(), data: json(), prev_hash: key(), hash: key() }, { primary: ['run_id', 'seq'] }),
];

/** Where a journal is written: a unit of work, or a task whose lease fences every append (`transact: (unit) => task.progress(unit)`). */
export interface JournalUnits {
  transact<S, D, R>(unit: Unit<S, D, R>): Promise<R>;
  read: UnitOfWork['read'];
}

/** The journal of an app on its database. */
export class SqlJournal extends Journal {
  constructor(private readonly app: string, private readonly units: JournalUnits) {
    super();
  }

  override async read(runId: string): Promise<JournalEvent[]> {
    return this.units.read(() => readJournal(this.app, [runId]));
  }

  override async append(runId: string, last: JournalEvent | null, entries: readonly JournalEntry[]): Promise<JournalEvent[]> {
    const { app } = this;
    const events = chainEvents(runId, last, entries);
    try {
      await this.units.transact({ *write() { yield* continueJournal(app, runId, last, events); } });
    } catch (error) {
      throw isDuplicate(error) ? journalConflict(runId, last) : error;
    }
    return events;
  }
}

/** Inside a write: lines of any number of runs that were chained by the caller. A line that exists fails the unit (`isDuplicate`). */
export function* insertJournal(app: string, events: readonly JournalEvent[]): Work<void> {
  yield* insertRows(`${app}_journal`, events.map((event) => ({ ...toRow(event) })));
}

/** The lines of runs, in order. */
export function* readJournal(app: string, runIds: readonly string[]): Work<JournalEvent[]> {
  if (runIds.length === 0) return [];
  const rows = yield* select<JournalRow>(`SELECT * FROM ${app}_journal WHERE run_id IN ${inList(runIds)} ORDER BY run_id, seq`, runIds);
  return rows.map(fromRow);
}

/** The key stops a second writer at the same place; this stops one that never read the run. */
function* continueJournal(app: string, runId: string, last: JournalEvent | null, events: readonly JournalEvent[]): Work<void> {
  if (last) {
    const rows = yield* select<{ hash: string }>(`SELECT hash FROM ${app}_journal WHERE run_id = ? AND seq = ?`, [runId, last.seq]);
    if (rows[0]?.hash !== last.hash) throw journalConflict(runId, last);
  }
  yield* insertJournal(app, events);
}

const toRow = ({ runId, seq, type, v, at, data, prevHash, hash }: JournalEvent): JournalRow => ({
  run_id: runId, seq, type, v, at: Date.parse(at), data: JSON.stringify(data ?? null), prev_hash: prevHash, hash,
});

const fromRow = (row: JournalRow): JournalEvent => ({
  runId: row.run_id, seq: row.seq, type: row.type, v: row.v, at: new Date(row.at).toISOString(), data: JSON.parse(row.data), prevHash: row.prev_hash, hash: row.hash,
});
