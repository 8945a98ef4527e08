import type { JournalEntry, SentSubmission } from '../../../../sandbox/src/journal.js';

/** What senders know of their submissions, each counted once however often it was sent. */
export interface Counted { readonly accepted: readonly SentSubmission[]; readonly refused: readonly SentSubmission[]; readonly errored: readonly SentSubmission[] }

/** `accepted`: answered with 2xx at least once. `refused`: never that, but with 4xx. `errored`: only 5xx, 429 or no answer at all. */
export function countSubmissions(journal: readonly JournalEntry[]): Counted {
  const best = new Map<string, { submission: SentSubmission; end: keyof Counted }>();
  const rank = { accepted: 2, refused: 1, errored: 0 };
  for (const entry of journal) {
    if (entry.kind !== 'call-sent') continue;
    const end = endOf(entry.status);
    for (const submission of entry.submissions) {
      const before = best.get(submission.id);
      if (!before || rank[end] > rank[before.end]) best.set(submission.id, { submission, end });
    }
  }
  const ended = (end: keyof Counted): SentSubmission[] => [...best.values()].flatMap((one) => (one.end === end ? [one.submission] : []));
  return { accepted: ended('accepted'), refused: ended('refused'), errored: ended('errored') };
}

function endOf(status: number | null): keyof Counted {
  if (status === null || status === 429 || status >= 500) return 'errored';
  return status >= 200 && status < 300 ? 'accepted' : 'refused';
}
