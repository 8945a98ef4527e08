import { describe, expect, it } from '@jest/globals';
import type { JournalEntry, SentSubmission } from '../../../../sandbox/src/journal.js';
import type { World } from '../verdict/world.js';
import { brokers } from './brokers.js';
import { chooseDrill, missed, type Aim } from './drill.js';
import { outage } from './outage.js';
import { poison, waitsOf } from './poison.js';
import { restarts } from './restarts.js';
import type { After } from './staged-drill.js';
import { judge as judgePrograms, type Both } from './stock.js';
import type { Line } from './stock/judge-stock.js';

const submission: SentSubmission = { id: 's', end: 'lead', mode: 'live', email: null, fullName: null, objectId: null, cast: null };
/** One call a second, answered at once unless `status` says otherwise. */
const calls = (from: number, to: number, status = (_second: number): number | null => 200): JournalEntry[] => Array.from({ length: to - from }, (_, n) =>
  ({ n, at: new Date((from + n) * 1_000).toISOString(), kind: 'call-sent', call: `c${from + n}`, connection: 'c', attempt: 1, bytes: 1, status: status(from + n), error: null, ms: 0, submissions: [submission] }));
const captured = (lead: number): World['records'][number] => ({ topic: 'lead.captured.v1', key: null, poison: null, event: { leadId: `l${lead}`, occurredAt: new Date(lead * 1_000).toISOString() } });
const after = (world: Partial<World>, assignedAt: readonly number[]): After =>
  ({ world: { journal: [], records: [], deadLetters: [], ...world } as World, assignments: assignedAt.map((second, n) => ({ lead: `l${n}`, at: second * 1_000 })) });
const seconds = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);
const met = (aims: readonly Aim[]): boolean[] => aims.map((aim) => aim.met);

describe('poison', () => {
  const record = { what: 'bad-json', topic: 'lead.captured.v1', key: 'poison-1', value: null, heardBy: ['enrichment', 'console'], at: 105_000 };
  const phases = [{ poisoned: false, from: 0, to: 100_000 }, { poisoned: true, from: 100_000, to: 200_000 }];
  const letter = (app: string, at: number, failure: unknown = { code: 'EVENT.UNREADABLE' }) => ({ app, id: app, kind: 'message', lead_id: 'poison-1', state: 'open', failure, body: null, first_failed_at: at });
  const records = [...seconds(110, 160).map(captured), { topic: 'lead.captured.v1', key: 'poison-1', poison: 'bad-json', event: null }];
  const both = [...seconds(0, 50), ...seconds(100, 150)];

  it('is met by a cause in every group, in time, at the same rate', () => {
    const { aims, figures } = poison.judge({ phases, written: [record] }, after({ records, deadLetters: [letter('enrichment', 106_000), letter('console', 109_000)] }, both));
    expect(met(aims)).toEqual([true, true, true, true]);
    expect(figures).toMatchObject({ slowest: 4, deadLetters: 2, ofDeadLetters: 2, share: 0.0196 });
  });

  it('is missed by a dead letter without a cause, a late one, and by half of the rate', () => {
    expect(waitsOf([record], { deadLetters: [letter('enrichment', 106_000), letter('console', 106_000, null)] })).toEqual([1, null]);
    const slow = [...seconds(0, 50), ...seconds(0, 50).map((n) => 100 + 2 * n)];
    const { aims } = poison.judge({ phases, written: [record] }, after({ records, deadLetters: [letter('enrichment', 106_000), letter('console', 166_000)] }, slow));
    expect(met(aims)).toEqual([true, true, false, false]);
  });

  it('is missed where there was hardly any', () => {
    expect(met(poison.judge({ phases, written: [] }, after({}, both)).aims).slice(0, 2)).toEqual([false, false]);
  });
});

describe('brokers and restarts', () => {
  const killed = ['kafka-1', 'kafka-2', 'kafka-3'].map((broker, n) => ({ broker, from: 100_000 + n * 20_000, to: 120_000 + n * 20_000 }));
  const calm = { from: 50_000, to: 100_000 };

  it('are met while intake answers and assignments go on', () => {
    expect(met(brokers.judge({ calm, killed }, after({ journal: calls(90, 170) }, seconds(50, 170))).aims)).toEqual([true, true, true]);
    const drained = Array.from({ length: 20 }, () => ({ app: 'intake' as const, code: 0, signal: null, seconds: 1 }));
    const judged = restarts.judge({ calm, during: { from: 100_000, to: 160_000 }, drained }, after({ journal: calls(90, 170) }, seconds(50, 170)));
    expect(met(judged.aims)).toEqual([true, true, true, true]);
  });

  it('are missed by a call that waits, by a pause, by too few calls, and by a process that does not drain', () => {
    const late = calls(130, 131, () => 503).concat(calls(137, 138).map((entry) => ({ ...entry, call: 'c130' })));
    expect(met(brokers.judge({ calm, killed }, after({ journal: [...calls(100, 125), ...late] }, seconds(50, 120))).aims)).toEqual([true, false, false]);
    const drained = [{ app: 'delivery' as const, code: null, signal: 'SIGKILL' as const, seconds: 1 }];
    expect(met(restarts.judge({ calm, during: { from: 100_000, to: 160_000 }, drained }, after({ journal: calls(100, 105) }, seconds(50, 160))).aims)).toEqual([false, false, true, true]);
  });
});

describe('outage', () => {
  const notes = { calm: { from: 0, to: 100_000 }, down: { from: 100_000, to: 160_000 }, back: 170_000, perSecond: 1 };
  const records = seconds(0, 220).map(captured);
  const journal = calls(0, 220);
  /** A lead each second; none is assigned from 100 s to 170 s, then `perSecond`. */
  const drainedAt = (perSecond: number): number[] => seconds(0, 220).map((n) => (n < 100 ? n + 0.5 : Math.max(n + 0.5, 170 + (n - 99) / perSecond)));

  it('is met by a backlog that is worked off twice as fast as it came', () => {
    const { aims, figures } = outage.judge(notes, after({ records, journal }, drainedAt(4)));
    expect(met(aims)).toEqual([true, true, true, true]);
    expect(figures).toMatchObject({ acceptedInOutage: 61, leadsPerSecondIn: 1, drainPerSecond: 4, drainTimesArrival: 4 });
  });

  it('is missed by one that is not, and by a call that is refused meanwhile', () => {
    const { aims } = outage.judge(notes, after({ records, journal: calls(0, 220, (second) => (second === 120 ? 503 : 200)) }, drainedAt(1.5)));
    expect(met(aims)).toEqual([true, false, true, false]);
  });
});

describe('stock', () => {
  const line = (changes: Partial<Line> = {}): Line => ({ handled: 2_574, twice: 0, kept: 26, ofPoison: 26, stuck: 0, crashes: 0, healthy: true, perSecond: 500, ...changes });
  const both = (poisoned: Partial<Line> = {}, clean: Partial<Line> = {}): Both => ({ clean: line(clean), poisoned: line(poisoned) });

  it('wants everything of ours, and of the other that it works without poison', () => {
    expect(met(judgePrograms({ own: both(), stock: both({ handled: 100, stuck: 2_474, crashes: 9 }) }))).toEqual([true, true, true, true]);
    expect(met(judgePrograms({ own: both({ stuck: 1, kept: 25, crashes: 1 }), stock: both({}, { stuck: 1 }) }))).toEqual([false, false, false, false]);
  });
});

it('is chosen by name, and says what it missed', () => {
  expect(() => chooseDrill([{ name: 'poison', says: '', run: () => Promise.reject(new Error()) }], 'posion')).toThrow('--drill: there is no posion. Known: poison.');
  expect(missed([{ says: 'one', met: true }, { says: 'two', met: false }])).toEqual(['Aim missed: two.']);
});
