import type { EventMessage, OutreachDrafted } from '#contracts';
import type { DraftDocument, DraftRow, DraftState } from '../drafts/draft-row.js';

/** Nobody decided about these yet; a newer draft of the lead takes their place. */
const UNDECIDED: readonly DraftState[] = ['ready', 'blocked', 'void'];
const isUndecided = ({ state }: DraftRow): boolean => UNDECIDED.includes(state);

/**
 * The rows that change when drafts were made. Per lead only the newest draft stays open, whatever order they are heard in;
 * what a person decided, or wrote, is not overwritten by an event that was heard before.
 */
export function foldDrafts(known: readonly DraftRow[], events: readonly EventMessage<OutreachDrafted>[]): DraftRow[] {
  const rows = new Map(known.map((row) => [row.id, row]));
  for (const event of events) {
    const before = rows.get(event.data.draftId);
    if (!before || (before.sequence < event.sequence && isUndecided(before))) rows.set(event.data.draftId, rowOf(event));
  }
  const newest = new Map<string, number>();
  for (const { lead_id, sequence } of rows.values()) newest.set(lead_id, Math.max(newest.get(lead_id) ?? 0, sequence));
  for (const row of rows.values()) {
    if (isUndecided(row) && row.sequence < newest.get(row.lead_id)! && row.state !== 'void') rows.set(row.id, { ...row, state: 'void' });
  }
  const before = new Map(known.map((row) => [row.id, row]));
  return [...rows.values()].filter((row) => before.get(row.id) !== row);
}

function rowOf({ leadId, sequence, data }: EventMessage<OutreachDrafted>): DraftRow {
  const document: DraftDocument = { runId: data.runId, drafted: data.state, blocked: data.blocked, content: data.content, evidence: data.evidence, generator: data.generator };
  return {
    id: data.draftId, lead_id: leadId, sequence, state: data.state, content_hash: data.contentHash, drafted_at: Date.parse(data.draftedAt), document: JSON.stringify(document),
    approval_id: null, decided_by: null, decided_at: null, reason: null,
  };
}
