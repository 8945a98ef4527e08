import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { insertRows, type Row } from '#persistence';
import { temporaryStore, type TemporaryStore } from '#testing';
import { consoleMigration } from '../console.tables.js';
import { countStats } from './count-stats.js';

const lead = (id: string, more: Row = {}): Row => ({
  id, known: 1, status: 'captured', verdict: null, connection: 'api', owner_kind: null, owner_id: null, waiting: 0, researching: 0, spent_micro: 0, sort_rank: 0, sort_time: 0, captured_at: 0, answered_at: null, search: '', shown: '{}', ...more,
});
const submission = (id: string, outcome: string): Row => ({ id, lead_id: id, outcome, rule: null, connection: 'api' });
const attention = (id: string, kind: string, state: string): Row => ({ id, lead_id: id, sequence: 1, app: 'intake', kind, state, at: 0, document: '{}' });

describe('the counts', () => {
  let place: TemporaryStore;
  beforeEach(async () => { place = await temporaryStore([consoleMigration]); });
  afterEach(() => place.remove());

  const store = (tables: Record<string, Row[]>) => place.store.work.transact({ *write() {
    for (const [table, rows] of Object.entries(tables)) yield* insertRows(table, rows);
  } });

  it('are all zero at first', async () => {
    expect(new Set(Object.values(await place.store.work.read(countStats)).flatMap((value) => (typeof value === 'object' ? Object.values(value) : [value])))).toEqual(new Set([0]));
  });

  it('count what is stored', async () => {
    await store({
      console_submissions: [submission('1', 'lead'), submission('2', 'lead'), submission('3', 'lead'), submission('4', 'merged'), submission('5', 'ignored')],
      console_leads: [
        lead('1', { owner_kind: 'rep', verdict: 'fit', spent_micro: 20_000 }), lead('2', { owner_kind: 'queue', verdict: 'not_fit', spent_micro: 5 }),
        lead('3', { waiting: 1, researching: 1, verdict: 'needs_review' }), lead('unheard', { known: 0, spent_micro: 7 }),
      ],
      console_attention: [attention('6', 'submission', 'open'), attention('7', 'submission', 'closed'), attention('8', 'submission', 'resolved'), attention('9', 'effect', 'open')],
    });
    expect(await place.store.work.read(countStats)).toEqual({
      submissions: 7, leads: 3, merged: 1, ignored: 1, assigned: 1, queued: 1, waiting: 1, researching: 1, verdicts: { fit: 1, not_fit: 1, needs_review: 1 },
      drafts: 0, effects: 0, needsAttention: 2, leadsNobodyOwns: 1, spentMicro: 20_005,
    });
  });

  it('add up, whatever is stored', async () => {
    const anyLead = fc.record({ owner_kind: fc.constantFrom('rep', 'queue', null), verdict: fc.constantFrom('fit', 'not_fit', 'needs_review', null), waiting: fc.constantFrom(0, 1) });
    const anyItem = fc.record({ kind: fc.constantFrom('submission', 'effect'), state: fc.constantFrom('open', 'closed', 'resolved') });
    await fc.assert(fc.asyncProperty(fc.array(anyLead, { maxLength: 20 }), fc.array(fc.constantFrom('merged', 'ignored'), { maxLength: 20 }), fc.array(anyItem, { maxLength: 10 }), async (leads, others, items) => {
      await place.store.dataSource.query('DELETE FROM console_leads');
      await place.store.dataSource.query('DELETE FROM console_submissions');
      await place.store.dataSource.query('DELETE FROM console_attention');
      await store({
        console_leads: leads.map((more, index) => lead(`l${index}`, more)),
        console_submissions: [...leads.map((_, index) => submission(`l${index}`, 'lead')), ...others.map((outcome, index) => submission(`o${index}`, outcome))],
        console_attention: items.map(({ kind, state }, index) => attention(`a${index}`, kind, state)),
      });
      const counts = await place.store.work.read(countStats);
      const unsettled = items.filter(({ kind, state }) => kind === 'submission' && state !== 'resolved').length;
      expect(counts.submissions).toBe(counts.leads + counts.merged + counts.ignored + unsettled);
      expect(counts.leads).toBe(counts.assigned + counts.queued + counts.leadsNobodyOwns);
      expect(counts.needsAttention).toBe(items.filter(({ state }) => state === 'open').length);
    }), { numRuns: 30 });
  });
});
