import { expect, it } from '@jest/globals';
import type { JournalEntry } from '../../../../sandbox/src/journal.js';
import { longestWait } from './longest-wait.js';

const attempt = (call: string, second: number, status: number | null, ms = 0): JournalEntry =>
  ({ n: 1, at: new Date(second * 1_000).toISOString(), kind: 'call-sent', call, connection: 'c', attempt: 1, bytes: 1, status, error: null, ms, submissions: [] });

it('counts from the first attempt to the first 2xx, and not what is sent again afterwards', () => {
  expect(longestWait([attempt('a', 10, null, 2_000), attempt('b', 11, 200), attempt('a', 13, 503), attempt('a', 14, 200), attempt('a', 90, 200)])).toBe(6);
});

it('leaves out who was refused or never answered', () => {
  expect(longestWait([attempt('a', 1, 401), attempt('b', 1, null), attempt('b', 50, null)])).toBe(0);
});

it('looks only at calls that were begun in a stretch of time', () => {
  expect(longestWait([attempt('before', 9, 503), attempt('in', 10, 503), attempt('in', 12, 200), attempt('before', 60, 200), attempt('after', 21, 503), attempt('after', 90, 200)], { from: 10_000, to: 20_000 })).toBe(2);
});
