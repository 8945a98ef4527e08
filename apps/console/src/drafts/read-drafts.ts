import { inList, select, selectOne, type Work } from '#persistence';
import type { DraftRow } from './draft-row.js';

/** Held by whoever changes drafts of a lead: at most one of them is ever approved. */
export const draftsLock = (leadId: string): string => `console-drafts:${leadId}`;

/** All drafts of these leads, the newest first. */
export function* readDraftsOf(leadIds: readonly string[]): Work<DraftRow[]> {
  if (leadIds.length === 0) return [];
  return yield* select<DraftRow>(`SELECT * FROM console_drafts WHERE lead_id IN ${inList(leadIds)} ORDER BY sequence DESC`, leadIds);
}

export const readDraft = (id: string): Work<DraftRow | undefined> => selectOne<DraftRow>('SELECT * FROM console_drafts WHERE id = ?', [id]);

/** Drafts in a state (all but void ones when none is named), the newest first. */
export function* listDrafts(state: string | null, limit: number): Work<DraftRow[]> {
  const where = state === null ? { sql: "state <> 'void'", params: [] } : { sql: 'state = ?', params: [state] };
  return yield* select<DraftRow>(`SELECT * FROM console_drafts WHERE ${where.sql} ORDER BY drafted_at DESC, id DESC LIMIT ?`, [...where.params, limit]);
}
