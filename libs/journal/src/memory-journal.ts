import { terminal } from '#contracts';
import { Journal } from './journal.js';
import { chainEvents, type JournalEntry, type JournalEvent } from './journal-event.js';

/** A journal that lives as long as its process: for replays and tests. */
export class MemoryJournal extends Journal {
  private readonly runs = new Map<string, JournalEvent[]>();

  override async read(runId: string): Promise<JournalEvent[]> {
    return [...(this.runs.get(runId) ?? [])];
  }

  override async append(runId: string, last: JournalEvent | null, entries: readonly JournalEntry[]): Promise<JournalEvent[]> {
    const known = this.runs.get(runId) ?? [];
    if ((known.at(-1)?.hash ?? null) !== (last?.hash ?? null)) throw journalConflict(runId, last);
    const events = chainEvents(runId, last, structuredClone(entries));
    this.runs.set(runId, [...known, ...events]);
    return events;
  }
}

/** Two writers on one run, or a writer that read too long ago. */
export const journalConflict = (runId: string, last: JournalEvent | null) =>
  terminal('JOURNAL.CONFLICT', `Run ${runId} has moved on since its line ${last?.seq ?? 'none'} was read: another worker holds it. Nothing was appended.`);
