import { canonicalJson } from './canonical-json.js';
import { firstBrokenLink, type JournalEntry, type JournalEvent } from './journal-event.js';

/** Outcome of re-running a record. `diverged`: today's code answers something else at `seq`. `broken`: the record was tampered with. */
export type Replay =
  | { outcome: 'verified'; events: number }
  | { outcome: 'diverged'; seq: number; expected: ReplayLine; got: ReplayLine | null }
  | { outcome: 'broken'; seq: number };

export interface ReplayLine { type: string; data: unknown }

/**
 * A run as a machine that can be stepped: `isInput` says which lines came from outside (they are taken from the record),
 * `next` makes the line that follows from all that was taken in so far, `take` takes a line in.
 */
export interface Replayable {
  isInput(event: JournalEvent): boolean;
  next(): Promise<JournalEntry | null>;
  take(event: JournalEvent): void;
}

/** Steps a run through its record, without any outside call, and compares every line that the code decided. */
export async function verifyReplay(recorded: readonly JournalEvent[], run: Replayable): Promise<Replay> {
  const broken = firstBrokenLink(recorded);
  if (broken !== null) return { outcome: 'broken', seq: broken };
  for (const event of recorded) {
    if (!run.isInput(event)) {
      const entry = await run.next();
      if (!entry || !sameLine(event, entry)) {
        return { outcome: 'diverged', seq: event.seq, expected: lineOf(event), got: entry && lineOf(entry) };
      }
    }
    run.take(event);
  }
  return { outcome: 'verified', events: recorded.length };
}

const sameLine = (event: JournalEvent, entry: JournalEntry): boolean =>
  event.type === entry.type && event.v === entry.v && event.at === entry.at && canonicalJson(event.data) === canonicalJson(entry.data);

const lineOf = ({ type, data }: JournalEntry): ReplayLine => ({ type, data });
