import type { DraftContent, DraftSentence, Identity, OutreachConfig, Owner, Personal } from '#contracts';
import { documentOf, expiresAt, type DraftRow } from './draft-row.js';
import { mayApprove } from './may-approve.js';

/** What stands in the store when a person decides. `others` are the lead's other drafts. */
export interface DraftCase { row: DraftRow | null; others: readonly DraftRow[]; owner: Owner | null }

/** What a person wants. Time, ids and hashes come from outside. */
export type DraftWish =
  | { action: 'approve'; contentHash: string; approvalId: string }
  | { action: 'reject'; reason: string }
  | { action: 'revise'; contentHash: string; subject: string; sentences: readonly DraftSentence[]; hashOf: (content: DraftContent) => string };

/** Why not, as it is answered: HTTP status, code, and what to do. */
export interface Refusal { kind: 'refused'; status: 403 | 404 | 409; code: string; title: string; detail: string }
export type DraftDecision =
  | { kind: 'approved'; row: DraftRow; content: Personal<DraftContent>; expiresAt: number }
  | { kind: 'rejected'; row: DraftRow }
  | { kind: 'revised'; row: DraftRow }
  | Refusal;

interface At { now: number; caller: Identity; approval: OutreachConfig['approval'] }

/** Whether a person's wish about a draft is granted, and what the draft becomes. */
export function decideDraft({ row, others, owner }: DraftCase, wish: DraftWish, at: At): DraftDecision {
  if (!row) return refuse(404, 'draft_unknown', 'No such draft', 'There is no draft with this id.');
  const permission = mayApprove({ caller: at.caller, owner, by: at.approval.by, expired: at.now >= expiresAt(row, at.approval.expiresAfter) });
  if (!permission.allowed) return refuse(403, permission.code, 'Not allowed', permission.detail);
  const { content } = documentOf(row);
  if (row.state !== 'ready' || content === null || row.content_hash === null) return notReady(row);
  if (wish.action !== 'reject' && wish.contentHash !== row.content_hash) {
    return refuse(409, 'draft_changed', 'The draft has changed', 'What you saw is not what is stored now: somebody edited it, or the page is old. Read it again, then decide.');
  }
  const decided = { decided_by: at.caller.user, decided_at: at.now };
  switch (wish.action) {
    case 'approve': {
      const sent = others.find(({ state }) => state === 'approved' || state === 'sent');
      if (sent) return refuse(409, 'already_approved', 'A first mail is on its way', 'Another draft for this person was approved before. A second first mail would be one too many.');
      return { kind: 'approved', row: { ...row, ...decided, state: 'approved', approval_id: wish.approvalId }, content, expiresAt: at.now + at.approval.expiresAfter };
    }
    case 'reject':
      return { kind: 'rejected', row: { ...row, ...decided, state: 'rejected', reason: wish.reason } };
    case 'revise':
      return revise(row, content, wish);
  }
}

/** New words, new hash: what was approved before would not count, and this needs an approval of its own. Recipient and footer stay. */
function revise(row: DraftRow, content: Personal<DraftContent>, { subject, sentences, hashOf }: Extract<DraftWish, { action: 'revise' }>): DraftDecision {
  if (content.sealed) return refuse(409, 'draft_sealed', 'The draft cannot be read', 'Its key is gone: the person asked to be forgotten.');
  const data: DraftContent = { ...content.data, subject, sentences: [...sentences] };
  const document = { ...documentOf(row), content: { ...content, data } };
  return { kind: 'revised', row: { ...row, content_hash: hashOf(data), document: JSON.stringify(document) } };
}

const WHY_NOT: Readonly<Record<Exclude<DraftRow['state'], 'ready'>, readonly [code: string, detail: string]>> = {
  blocked: ['draft_blocked', 'There is nothing to approve: the draft is blocked. The lead page says why and what to do instead.'],
  approved: ['draft_decided', 'It is approved already.'],
  rejected: ['draft_decided', 'It was rejected.'],
  sent: ['draft_decided', 'It has been sent.'],
  void: ['draft_void', 'A newer draft took its place. Open the lead to see it.'],
};

function notReady({ state }: DraftRow): Refusal {
  const [code, detail] = state === 'ready' ? ['draft_empty', 'The draft has no content.'] : WHY_NOT[state];
  return refuse(409, code, 'Nothing to decide', detail);
}

const refuse = (status: Refusal['status'], code: string, title: string, detail: string): Refusal => ({ kind: 'refused', status, code, title, detail });
