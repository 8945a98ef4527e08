import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outreachDrafted, type EventMessage, type OutreachDrafted } from '#contracts';
import { sampleEvent } from '../../test/events.js';
import type { DraftRow } from '../drafts/draft-row.js';
import { foldDrafts } from './fold-drafts.js';

const drafted = (draftId: string, sequence: number, state: 'ready' | 'blocked' = 'ready', leadId = 'lead-1'): EventMessage<OutreachDrafted> =>
  sampleEvent(outreachDrafted, leadId, { sequence, data: { draftId, state } });
const after = (known: readonly DraftRow[], ...events: EventMessage<OutreachDrafted>[]): DraftRow[] => {
  const rows = new Map(known.map((row) => [row.id, row]));
  for (const row of foldDrafts(known, events)) rows.set(row.id, row);
  return [...rows.values()];
};
const states = (rows: readonly DraftRow[]) => Object.fromEntries(rows.map(({ id, state }) => [id, state]));

describe('the drafts of a lead', () => {
  it('has one open draft, the newest, in whatever order and batches they are heard', () => {
    const events = [drafted('a', 1), drafted('b', 2, 'blocked'), drafted('c', 3), drafted('x', 2, 'ready', 'lead-2')];
    fc.assert(fc.property(fc.shuffledSubarray(events, { minLength: events.length }), fc.nat(events.length), (order, cut) => {
      const rows = after(after([], ...order.slice(0, cut)), ...order.slice(cut), ...order);
      expect(states(rows)).toEqual({ a: 'void', b: 'void', c: 'ready', x: 'ready' });
    }));
  });

  it.each(['approved', 'rejected', 'sent'] as const)('leaves one that was %s as a person left it', (state) => {
    const [row] = after([], drafted('a', 1)) as [DraftRow];
    expect(states(after([{ ...row, state }], drafted('a', 1), drafted('a', 5), drafted('b', 9)))).toEqual({ a: state, b: 'ready' });
  });

  it('leaves the words of a person when the draft is heard of again', () => {
    const [row] = after([], drafted('a', 1)) as [DraftRow];
    expect(foldDrafts([{ ...row, content_hash: 'edited' }], [drafted('a', 1)])).toEqual([]);
  });
});
