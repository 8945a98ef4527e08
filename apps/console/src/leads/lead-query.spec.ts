import { describe, expect, it } from '@jest/globals';
import type { Identity, ProblemError } from '#contracts';
import { writeCursor } from './lead-cursor.js';
import { readLeadQuery } from './lead-query.js';

const nora: Identity = { user: 'nora', name: 'Nora', role: 'rep', rep: 'nora' };
const kemal: Identity = { user: 'kemal', name: 'Kemal', role: 'ops', rep: null };
const queuesOf = (user: string) => (user === 'kemal' ? ['lead-desk'] : []);
const read = (given: Record<string, string | undefined>, caller = nora) => readLeadQuery(given, caller, queuesOf);

describe('what to look for', () => {
  it('is everything, fifty at a time, when nothing is asked', () => {
    expect(read({})).toEqual({ words: [], owner: null, status: null, verdict: null, connection: null, needsAttention: false, cursor: null, limit: 50 });
    expect(read({ q: '', owner: '', status: '' })).toEqual(read({}));
  });

  it.each([
    [{ q: ' Pelham  RYE ' }, nora, { words: ['pelham', 'rye'] }],
    [{ owner: 'me' }, nora, { owner: { kind: 'rep', ids: ['nora'] } }],
    [{ owner: 'me' }, kemal, { owner: { kind: 'queue', ids: ['lead-desk'] } }],
    [{ owner: 'me' }, { ...kemal, user: 'admin' }, { owner: { kind: 'queue', ids: [] } }],
    [{ owner: 'jonas' }, nora, { owner: { kind: 'rep', ids: ['jonas'] } }],
    [{ owner: 'queue:not-a-fit' }, nora, { owner: { kind: 'queue', ids: ['not-a-fit'] } }],
    [{ status: 'assigned', verdict: 'fit', connection: 'api', needs: 'attention', limit: '7' }, nora, { status: 'assigned', verdict: 'fit', connection: 'api', needsAttention: true, limit: 7 }],
    [{ cursor: writeCursor({ rank: 2, time: -5, id: '01J' }) }, nora, { cursor: { rank: 2, time: -5, id: '01J' } }],
  ])('%j asked by %j', (given, caller, expected) => {
    expect(read(given, caller as Identity)).toMatchObject(expected);
  });

  it.each([
    [{ status: 'lost' }, ['status']],
    [{ limit: '0' }, ['limit']],
    [{ limit: '1000', verdict: 'maybe' }, ['verdict', 'limit']],
    [{ cursor: 'invented' }, ['cursor']],
    [{ cursor: Buffer.from("1.1.' OR 1=1").toString('base64url') }, ['cursor']],
  ])('refuses %j and names every bad parameter', (given, fields) => {
    let refused: ProblemError | null = null;
    try {
      read(given);
    } catch (error) {
      refused = error as ProblemError;
    }
    expect([refused?.status, refused?.code, (refused?.extra['fields'] as { field: string }[]).map(({ field }) => field)]).toEqual([422, 'query_invalid', fields]);
  });
});
