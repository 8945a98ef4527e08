import type { JournalEntry } from '../../../../sandbox/src/journal.js';
import type { Span } from '../verdict/longest-wait.js';

/** Of an even number the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** Seconds of the longest stretch in which nothing happened. What is cut by the ends counts, too. */
export function longestPause(moments: readonly number[], { from, to }: Span): number {
  const inside = [from, ...moments.filter((at) => at > from && at < to).toSorted((a, b) => a - b), to];
  return Math.max(...inside.slice(1).map((at, index) => at - inside[index]!)) / 1_000;
}

/** Attempts that senders began in this time, by how they ended. `accepted`: submissions in a 2xx. `troubled`: attempts without an answer, or with 429 or 5xx. Calls that are to be refused are left out. */
export function countAttempts(journal: readonly JournalEntry[], { from, to }: Span): { readonly accepted: number; readonly troubled: number } {
  let [accepted, troubled] = [0, 0];
  for (const entry of journal) {
    if (entry.kind !== 'call-sent' || entry.submissions.every(({ end }) => end === 'refused')) continue;
    const began = Date.parse(entry.at) - entry.ms;
    if (began < from || began > to) continue;
    if (entry.status === null || entry.status === 429 || entry.status >= 500) troubled += 1;
    else if (entry.status < 300) accepted += entry.submissions.length;
  }
  return { accepted, troubled };
}

/** Something that came in and was done later, in ms; `Infinity` when it never was. */
export interface Passage { readonly came: number; readonly done: number }

/** How many were in, but not done, at a moment. */
export const waitingAt = (passages: readonly Passage[], at: number): number => passages.filter(({ came, done }) => came <= at && done > at).length;

/** The most that waited at any moment of a stretch. */
export function mostWaiting(passages: readonly Passage[], { from, to }: Span): number {
  return Math.max(waitingAt(passages, from), ...passages.filter(({ came }) => came >= from && came <= to).map(({ came }) => waitingAt(passages, came)));
}

/** How a backlog was worked off from `from` on, until no more waited than `usual`. Null: it never was. */
export function drainOf(passages: readonly Passage[], from: number, usual: number): { readonly seconds: number; readonly perSecond: number } | null {
  const moments = passages.flatMap(({ done }) => (done > from && done < Infinity ? [done] : [])).toSorted((a, b) => a - b);
  const end = [from, ...moments].find((at) => waitingAt(passages, at) <= usual);
  if (end === undefined) return null;
  const seconds = (end - from) / 1_000;
  return { seconds, perSecond: moments.filter((at) => at <= end).length / Math.max(seconds, 0.001) };
}
