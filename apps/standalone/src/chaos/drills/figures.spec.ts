import { describe, expect, it } from '@jest/globals';
import type { JournalEntry, SentSubmission } from '../../../../sandbox/src/journal.js';
import { countAttempts, drainOf, longestPause, median, mostWaiting, round, waitingAt } from './figures.js';

it('takes the middle', () => {
  expect([median([9, 1, 5]), median([1, 2, 10, 3]), median([7])]).toEqual([5, 2.5, 7]);
  expect(median([])).toBeNaN();
  expect([round(1.26), round(0.904, 2)]).toEqual([1.3, 0.9]);
});

it('knows the longest pause, also one that the ends cut', () => {
  const span = { from: 10_000, to: 20_000 };
  expect(longestPause([13_000, 12_000, 18_000, 90_000], span)).toBe(5);
  expect(longestPause([17_000], span)).toBe(7);
  expect(longestPause([], span)).toBe(10);
});

it('counts what senders began in a stretch of time', () => {
  const asking = { id: 's', end: 'lead', mode: 'live', email: null, fullName: null, objectId: null, cast: null } as const;
  const attempt = (second: number, status: number | null, ms = 0, submission: SentSubmission = asking): JournalEntry =>
    ({ n: 1, at: new Date(second * 1_000).toISOString(), kind: 'call-sent', call: 'c', connection: 'c', attempt: 1, bytes: 1, status, error: null, ms, submissions: [submission, submission] });
  const journal = [attempt(9, 200), attempt(10, 200), attempt(12, 401), attempt(12, 503), attempt(12, null), attempt(13, 429), attempt(25, 202, 6_000), attempt(25, 200), attempt(12, 502, 0, { ...asking, end: 'refused' })];
  expect(countAttempts(journal, { from: 10_000, to: 20_000 })).toEqual({ accepted: 4, troubled: 3 });
});

describe('a backlog', () => {
  // One a second comes in; nothing is done from 10 s to 20 s; then four a second.
  const passages = Array.from({ length: 40 }, (_, n) => {
    const came = n * 1_000;
    return { came, done: n < 10 ? came + 500 : Math.max(came + 500, 20_000 + (n - 9) * 250) };
  });

  it('is what came and is not done', () => {
    expect([waitingAt(passages, 5_200), waitingAt(passages, 5_700), waitingAt(passages, 20_000)]).toEqual([1, 0, 11]);
    expect(mostWaiting(passages, { from: 2_000, to: 8_000 })).toBe(1);
  });

  it('is worked off when no more waits than usual', () => {
    const drain = drainOf(passages, 20_000, 1)!;
    expect(drain.perSecond).toBeCloseTo(4, 5);
    expect(drain.seconds).toBeCloseTo(3.25, 5);
  });

  it('may never be', () => {
    expect(drainOf([...passages, { came: 1_000, done: Infinity }], 20_000, 0)).toBeNull();
  });
});
