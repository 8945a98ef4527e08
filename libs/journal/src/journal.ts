import type { JournalEntry, JournalEvent } from './journal-event.js';

/**
 * The append-only log of runs. One writer per run at a time: an append that does not continue the newest line is refused.
 * Implementations must pass `libs/testing/src/conformance/journal.conformance.ts`.
 */
export abstract class Journal {
  /** All lines of a run in order; none for an unknown run. */
  abstract read(runId: string): Promise<JournalEvent[]>;

  /**
   * Appends all entries or none, after `last` (null: they open the run), and returns them with their places.
   * Errors: JOURNAL.CONFLICT, terminal, when the run has moved on since `last` was read.
   */
  abstract append(runId: string, last: JournalEvent | null, entries: readonly JournalEntry[]): Promise<JournalEvent[]>;
}
