import type { JournalEntry } from '../../../../sandbox/src/journal.js';

/** A stretch of time, in ms. */
export interface Span { readonly from: number; readonly to: number }
const ALWAYS: Span = { from: -Infinity, to: Infinity };

/** Seconds from a call's first attempt to its first 2xx, of the call that waited longest: how long senders felt the worst of it. Only calls that were begun in `within`. */
export function longestWait(journal: readonly JournalEntry[], within = ALWAYS): number {
  const begun = new Map<string, number>();
  const accepted = new Set<string>();
  let longest = 0;
  for (const entry of journal) {
    if (entry.kind !== 'call-sent' || accepted.has(entry.call)) continue;
    const at = Date.parse(entry.at);
    const since = begun.get(entry.call) ?? at - entry.ms;
    begun.set(entry.call, since);
    if (entry.status === null || entry.status < 200 || entry.status >= 300) continue;
    accepted.add(entry.call);
    if (since >= within.from && since <= within.to) longest = Math.max(longest, at - since);
  }
  return longest / 1_000;
}
