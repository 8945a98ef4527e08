import { describe, expect, it } from '@jest/globals';
import { openPersonal, type DraftContent, type Identity, type Owner } from '#contracts';
import { contentHashOf } from './content-hash.js';
import { decideDraft, type DraftWish } from './decide-draft.js';
import type { DraftDocument, DraftRow } from './draft-row.js';

const now = Date.parse('2026-11-22T09:30:00Z');
const WEEK = 604_800_000;
const content: DraftContent = { to: 'tessa@pelhamrye.example', subject: 'Temperature logs', footer: 'Rimewell, 14 Hoarfrost Lane', sentences: [{ text: 'Hi Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }] };
const hash = contentHashOf(content);
const document: DraftDocument = { runId: 'run-1', drafted: 'ready', blocked: null, content: openPersonal('lead:lead-1', content), evidence: [], generator: 'template@1' };
const draft = (more: Partial<DraftRow> = {}): DraftRow => ({
  id: 'draft-1', lead_id: 'lead-1', sequence: 7, state: 'ready', content_hash: hash, drafted_at: now - 1_000, document: JSON.stringify(document), approval_id: null, decided_by: null, decided_at: null, reason: null, ...more,
});
const nora: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };
const ruth: Identity = { user: 'ruth', name: 'Ruth Abernathy', role: 'manager', rep: null };
const owner: Owner = { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' };

const approve: DraftWish = { action: 'approve', contentHash: hash, approvalId: 'approval-1' };
const reject: DraftWish = { action: 'reject', reason: 'Too early' };
const revise: DraftWish = { action: 'revise', contentHash: hash, subject: 'Your logs', sentences: [{ text: 'Dear Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }], hashOf: contentHashOf };
const stale: DraftWish = { ...approve, contentHash: contentHashOf({ ...content, subject: 'Older' }) };

const decide = (wish: DraftWish, { row = draft(), others = [], caller = nora }: { row?: DraftRow | null; others?: DraftRow[]; caller?: Identity } = {}) =>
  decideDraft({ row, others, owner }, wish, { now, caller, approval: { by: 'owner', expiresAfter: WEEK } });
const answer = (...given: Parameters<typeof decide>): string => {
  const decision = decide(...given);
  return decision.kind === 'refused' ? `${decision.status} ${decision.code}` : decision.kind;
};

describe('what becomes of a draft', () => {
  it.each([
    ['the owner approves what they saw', approve, {}, 'approved'],
    ['the owner rejects it', reject, {}, 'rejected'],
    ['the owner edits it', revise, {}, 'revised'],
    ['somebody approves what has changed meanwhile', stale, {}, '409 draft_changed'],
    ['somebody edits what has changed meanwhile', { ...revise, contentHash: 'x' }, {}, '409 draft_changed'],
    ['it does not exist', approve, { row: null }, '404 draft_unknown'],
    ['somebody else approves it', approve, { caller: { ...nora, user: 'jonas', rep: 'jonas' } }, '403 not_the_owner'],
    ['a program approves it', approve, { caller: { ...ruth, user: 'token:admin', role: 'admin' } }, '403 human_needed'],
    ['the owner is too late', approve, { row: draft({ drafted_at: now - WEEK }) }, '403 expired_to_manager'],
    ['the owner is just in time', approve, { row: draft({ drafted_at: now - WEEK + 1 }) }, 'approved'],
    ['the manager takes over', approve, { row: draft({ drafted_at: now - WEEK }), caller: ruth }, 'approved'],
    ['it is blocked', approve, { row: draft({ state: 'blocked', content_hash: null }) }, '409 draft_blocked'],
    ['it was approved', approve, { row: draft({ state: 'approved' }) }, '409 draft_decided'],
    ['it was approved, and somebody edits it', revise, { row: draft({ state: 'approved' }) }, '409 draft_decided'],
    ['it was sent, and somebody rejects it', reject, { row: draft({ state: 'sent' }) }, '409 draft_decided'],
    ['a newer one took its place', approve, { row: draft({ state: 'void' }) }, '409 draft_void'],
    ['another one to the same person is on its way', approve, { others: [draft({ id: 'draft-0', state: 'approved' })] }, '409 already_approved'],
    ['another one to the same person was rejected', approve, { others: [draft({ id: 'draft-0', state: 'rejected' })] }, 'approved'],
    ['its person asked to be forgotten, and somebody edits it', revise, { row: draft({ document: JSON.stringify({ ...document, content: { keyId: 'lead:lead-1', sealed: true, alg: 'A256GCM', nonce: '', data: '' } }) }) }, '409 draft_sealed'],
  ] as const)('when %s', (_, wish, given, expected) => {
    expect(answer(wish, given as Parameters<typeof decide>[1])).toBe(expected);
  });

  it('is an approval of exactly its content, for as long as the configuration says', () => {
    expect(decide(approve)).toEqual({ kind: 'approved', row: draft({ state: 'approved', approval_id: 'approval-1', decided_by: 'nora', decided_at: now }), content: document.content, expiresAt: now + WEEK });
  });

  it('keeps recipient and footer in an edit, and needs an approval of the new words', () => {
    const decision = decide(revise);
    if (decision.kind !== 'revised') throw new Error(decision.kind);
    const { content: edited } = JSON.parse(decision.row.document) as DraftDocument;
    expect(edited).toMatchObject({ data: { to: content.to, footer: content.footer, subject: 'Your logs', sentences: [{ text: 'Dear Tessa,' }] } });
    expect(decision.row).toMatchObject({ state: 'ready', decided_by: null, content_hash: contentHashOf((edited as { data: DraftContent }).data) });
    expect(answer(approve, { row: decision.row })).toBe('409 draft_changed');
  });
});
