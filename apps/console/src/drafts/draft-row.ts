import { openData, type DraftBlock, type DraftContent, type DraftView, type Evidence, type Personal } from '#contracts';
import type { Row } from '#persistence';

export type DraftState = Exclude<DraftView['state'], 'expired'>;

/** What does not change a draft's place in lists: kept as JSON. */
export interface DraftDocument { runId: string; drafted: 'ready' | 'blocked'; blocked: DraftBlock | null; content: Personal<DraftContent> | null; evidence: readonly Evidence[]; generator: string }

/** A row of `console_drafts`. */
export interface DraftRow {
  id: string; lead_id: string; sequence: number; state: DraftState; content_hash: string | null; drafted_at: number; document: string;
  approval_id: string | null; decided_by: string | null; decided_at: number | null; reason: string | null;
}

export const documentOf = (row: DraftRow): DraftDocument => JSON.parse(row.document) as DraftDocument;
export const draftColumns = (row: DraftRow): Row => ({ ...row });

/** Past this time only a manager may approve. */
export const expiresAt = (row: Pick<DraftRow, 'drafted_at'>, expiresAfterMs: number): number => row.drafted_at + expiresAfterMs;

/** A draft as people see it at `now`. `nameOf` turns the id of who decided into a name. */
export function draftViewOf(row: DraftRow, at: { now: number; expiresAfterMs: number; leadName: string; nameOf: (id: string) => string }): DraftView {
  const { runId, blocked, content, evidence, generator } = documentOf(row);
  const isExpired = row.state === 'ready' && at.now >= expiresAt(row, at.expiresAfterMs);
  return {
    id: row.id, leadId: row.lead_id, runId, leadName: at.leadName, state: isExpired ? 'expired' : row.state, blocked, content: openData(content),
    contentHash: row.content_hash, evidence: [...evidence], generator, draftedAt: new Date(row.drafted_at).toISOString(),
    decidedBy: row.decided_by === null ? null : at.nameOf(row.decided_by), decidedAt: row.decided_at === null ? null : new Date(row.decided_at).toISOString(), reason: row.reason,
  };
}
