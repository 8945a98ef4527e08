import type { AttentionItem, MessageDeadLettered } from '#contracts';
import { inList, select, type Work } from '#persistence';

export interface StoredAttention { id: string; lead_id: string; document: string }

/** An item as people see it. What the vendor said stands in the failure's details, if it said anything. */
export function attentionItemOf({ id, lead_id, document }: StoredAttention, leadName: string | null): AttentionItem {
  const { app, kind, state, title, detail, fix, failure, attempts, firstFailedAt } = JSON.parse(document) as MessageDeadLettered;
  const vendorSaid = failure.details?.['vendorSaid'];
  return {
    id, app, kind, state, leadId: leadName === null ? null : lead_id, leadName, title, detail, fix,
    code: failure.code, vendorSaid: typeof vendorSaid === 'string' ? vendorSaid : null, attempts, at: firstFailedAt,
  };
}

/** Items in a state, the newest first, at most `limit`. A lead that came to nothing has no page, so it is not named. */
export function* readAttention(state: string, limit: number): Work<AttentionItem[]> {
  const rows = yield* select<StoredAttention>('SELECT id, lead_id, document FROM console_attention WHERE state = ? ORDER BY at DESC, id DESC LIMIT ?', [state, limit]);
  const names = yield* leadNames(rows.map(({ lead_id }) => lead_id));
  return rows.map((row) => attentionItemOf(row, names.get(row.lead_id) ?? null));
}

/** Names of the leads that are shown, by id. */
export function* leadNames(leadIds: readonly string[]): Work<Map<string, string>> {
  const ids = [...new Set(leadIds)];
  if (ids.length === 0) return new Map();
  const rows = yield* select<{ id: string; shown: string }>(`SELECT id, shown FROM console_leads WHERE known = 1 AND id IN ${inList(ids)}`, ids);
  return new Map(rows.map(({ id, shown }) => [id, (JSON.parse(shown) as { name: string }).name]));
}
