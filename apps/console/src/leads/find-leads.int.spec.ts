import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leadAccepted, leadAssigned, leadCaptured, openPersonal, type EventMessage, type LeadList, type Owner } from '#contracts';
import { insertRows } from '#persistence';
import { temporaryStore, type TemporaryStore } from '#testing';
import { sampleEvent } from '../../test/events.js';
import { consoleMigration } from '../console.tables.js';
import { foldLeads, writeDocuments } from '../projections/store-leads.js';
import { findLeads } from './find-leads.js';
import { readCursor } from './lead-cursor.js';
import type { LeadQuery } from './lead-query.js';

const at = (minute: number): string => new Date(Date.parse('2026-11-22T09:00:00.000Z') + minute * 60_000).toISOString();
const rep = (id: string): Owner => ({ kind: 'rep', rep: id, name: id });
const desk: Owner = { kind: 'queue', queue: 'lead-desk', label: 'Lead desk', human: 'kemal@rimewell.example' };

const { lead: snapshot } = sampleEvent(leadCaptured, 'x').data;
const captured = (leadId: string, minute: number, fullName: string, connection = 'website-demo-form') => sampleEvent(leadCaptured, leadId, {
  sequence: 1, occurredAt: at(minute), data: { lead: { ...snapshot, connection, capturedAt: at(minute), person: openPersonal('k', { fullName, firstName: null, lastName: null, email: null, phone: null, title: null, message: null }) } },
});
const assigned = (leadId: string, owner: Owner, answerBy: number | null) => sampleEvent(leadAssigned, leadId, { sequence: 2, occurredAt: at(30), data: { epoch: 1, owner, answerBy: answerBy === null ? null : at(answerBy) } });
const accepted = (leadId: string, minute: number) => sampleEvent(leadAccepted, leadId, { sequence: 3, occurredAt: at(minute), data: { epoch: 1, rep: 'nora', by: 'nora' } });

const EVENTS: EventMessage<unknown>[] = [
  captured('late', 1, 'Owen Strake'), assigned('late', rep('nora'), 90),
  captured('soon', 2, 'Tessa Moorcroft'), assigned('soon', rep('nora'), 60),
  captured('other', 3, 'Callum Reddish'), assigned('other', rep('jonas'), 75),
  captured('queued', 4, 'Ida 100% Renfield'), assigned('queued', desk, null),
  captured('new', 5, 'Mina Lundgaard', 'api'),
  captured('newer', 6, 'Dev Tarrant'),
  captured('done', 0, 'Reto Feldhaus'), assigned('done', rep('nora'), 50), accepted('done', 40),
  assigned('unheard', rep('nora'), 1),
].map((event, index) => ({ ...event, id: `event-${index}` }));

describe('finding leads', () => {
  let place: TemporaryStore;

  const find = (query: Partial<LeadQuery> = {}): Promise<LeadList> =>
    place.store.work.read(() => findLeads({ words: [], owner: null, status: null, verdict: null, connection: null, needsAttention: false, cursor: null, limit: 50, ...query }));
  const ids = async (query: Partial<LeadQuery> = {}) => (await find(query)).leads.map(({ id }) => id);

  beforeAll(async () => {
    place = await temporaryStore([consoleMigration]);
    await place.store.work.transact({ *write() {
      // An assignment carries the snapshot along; without it \`unheard\` is a lead of which only a part is known.
      yield* writeDocuments(foldLeads(new Map(), EVENTS).map((document) => (document.id === 'unheard' ? { ...document, lead: null } : document)));
      yield* insertRows('console_attention', [{ id: 'a', lead_id: 'other', sequence: 1, app: 'delivery', kind: 'effect', state: 'open', at: 0, document: '{}' }, { id: 'b', lead_id: 'soon', sequence: 1, app: 'delivery', kind: 'effect', state: 'closed', at: 0, document: '{}' }]);
      const draft = { lead_id: 'soon', content_hash: null, drafted_at: 0, document: '{}', approval_id: null, decided_by: null, decided_at: null, reason: null };
      yield* insertRows('console_drafts', [{ ...draft, id: 'd2', sequence: 2, state: 'ready' }, { ...draft, id: 'd1', sequence: 1, state: 'void' }]);
    } });
  });
  afterAll(() => place.remove());

  it('lists what waits for an answer by the time left, then queues, then what is under way with the newest first, then what is answered', async () => {
    expect(await ids()).toEqual(['soon', 'other', 'late', 'queued', 'newer', 'new', 'done']);
  });

  it.each([1, 2, 3, 7])('gives every lead once over pages of %i', async (limit) => {
    const seen: string[] = [];
    let cursor: LeadQuery['cursor'] = null;
    do {
      const page: LeadList = await find({ limit, cursor });
      expect(page.total).toBe(7);
      expect(page.leads.length).toBeLessThanOrEqual(limit);
      seen.push(...page.leads.map(({ id }) => id));
      cursor = page.next === null ? null : readCursor(page.next);
    } while (cursor !== null && seen.length < 20);
    expect(seen).toEqual(await ids());
  });

  it.each([
    [{ owner: { kind: 'rep', ids: ['nora'] } }, ['soon', 'late', 'done']],
    [{ owner: { kind: 'queue', ids: ['lead-desk'] } }, ['queued']],
    [{ owner: { kind: 'queue', ids: [] } }, []],
    [{ status: 'accepted' }, ['done']],
    [{ connection: 'api' }, ['new']],
    [{ needsAttention: true }, ['other']],
    [{ words: ['tessa'] }, ['soon']],
    [{ words: ['moor', 'tess'] }, ['soon']],
    [{ words: ['tessa', 'reddish'] }, []],
    [{ words: ['100%'] }, ['queued']],
    [{ words: ['_'] }, []],
  ] as const)('%j finds %j', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('tells the newest draft and what needs attention', async () => {
    const { leads } = await find();
    expect(leads.filter(({ draft, needsAttention }) => draft !== 'none' || needsAttention).map(({ id, draft, needsAttention }) => [id, draft, needsAttention])).toEqual([['soon', 'ready', false], ['other', 'none', true]]);
  });

  it('tells the lead that was answered last, for an empty inbox', async () => {
    expect((await find({ owner: { kind: 'rep', ids: ['nora'] }, status: 'queued' })).lastAnswered?.id).toBe('done');
    expect((await find({ owner: { kind: 'rep', ids: ['jonas'] } })).lastAnswered).toBeNull();
  });
});
