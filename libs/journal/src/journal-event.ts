import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** What happened in a run, before it has its place in the journal. `v` is the version of this type's `data`. */
export interface JournalEntry<T extends string = string, D = unknown> {
  readonly type: T;
  readonly v: number;
  /** ISO 8601, UTC, milliseconds. Given by the run: replaying it gives the same. */
  readonly at: string;
  readonly data: D;
}

/**
 * One line of a run's journal. `seq` counts from 0 without gaps; `hash` covers the line and, through `prevHash`, everything
 * before it, so a line cannot be changed, dropped or moved unnoticed.
 */
export interface JournalEvent<T extends string = string, D = unknown> extends JournalEntry<T, D> {
  readonly runId: string;
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** What the first line of every run points back to. */
export const NO_HASH = '0'.repeat(64);

/** Gives entries their place after `last` (null: they open the run). */
export function chainEvents(runId: string, last: JournalEvent | null, entries: readonly JournalEntry[]): JournalEvent[] {
  const events: JournalEvent[] = [];
  let previous = last;
  for (const { type, v, at, data } of entries) {
    const line = { runId, seq: previous ? previous.seq + 1 : 0, type, v, at, data };
    const prevHash = previous?.hash ?? NO_HASH;
    previous = { ...line, prevHash, hash: hashOf(line, prevHash) };
    events.push(previous);
  }
  return events;
}

/** The first sequence number whose line does not follow from the ones before it, or null when the chain is whole. */
export function firstBrokenLink(events: readonly JournalEvent[]): number | null {
  let prevHash = NO_HASH;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index || event.prevHash !== prevHash || event.runId !== events[0]!.runId || event.hash !== hashOf(event, prevHash)) return index;
    prevHash = event.hash;
  }
  return null;
}

const hashOf = ({ runId, seq, type, v, at, data }: Omit<JournalEvent, 'prevHash' | 'hash'>, prevHash: string): string =>
  createHash('sha256').update(prevHash).update(canonicalJson({ runId, seq, type, v, at, data })).digest('hex');
