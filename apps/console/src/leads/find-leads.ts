import type { LeadList, LeadRow } from '#contracts';
import { inList, select, selectOne, type SqlValue, type Work } from '#persistence';
import { writeCursor } from './lead-cursor.js';
import type { LeadQuery, OwnerFilter } from './lead-query.js';

interface Stored { id: string; sort_rank: number; sort_time: number; shown: string }
interface Where { sql: string; params: SqlValue[] }

/** A page of leads, new first, then by the time left to answer. `total` counts what the filters let through, whatever the page. */
export function* findLeads(query: LeadQuery): Work<LeadList> {
  const all = whereOf(query);
  const page = query.cursor ? after(all, query.cursor) : all;
  const rows = yield* select<Stored>(`SELECT id, sort_rank, sort_time, shown FROM console_leads WHERE ${page.sql} ORDER BY sort_rank, sort_time, id LIMIT ?`, [...page.params, query.limit + 1]);
  const total = (yield* selectOne<{ total: number }>(`SELECT COUNT(*) AS total FROM console_leads WHERE ${all.sql}`, all.params))!.total;
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    leads: yield* completeRows(shown),
    next: rows.length > query.limit && last ? writeCursor({ rank: last.sort_rank, time: last.sort_time, id: last.id }) : null,
    total,
    lastAnswered: yield* lastAnswered(query.owner),
  };
}

/** Rows as they are shown, with what stands in other tables: the newest draft, and whether something needs attention. */
export function* completeRows(stored: readonly { id: string; shown: string }[]): Work<LeadRow[]> {
  if (stored.length === 0) return [];
  const ids = stored.map(({ id }) => id);
  const attention = yield* select<{ lead_id: string }>(`SELECT DISTINCT lead_id FROM console_attention WHERE state = 'open' AND lead_id IN ${inList(ids)}`, ids);
  const drafts = yield* select<{ lead_id: string; state: string }>(`SELECT lead_id, state FROM console_drafts WHERE lead_id IN ${inList(ids)} ORDER BY sequence`, ids);
  const waiting = new Set(attention.map(({ lead_id }) => lead_id));
  const newest = new Map(drafts.map(({ lead_id, state }) => [lead_id, state as LeadRow['draft']]));
  return stored.map(({ id, shown }) => ({ ...(JSON.parse(shown) as LeadRow), draft: newest.get(id) ?? 'none', needsAttention: waiting.has(id) }));
}

function whereOf({ words, owner, status, verdict, connection, needsAttention }: LeadQuery): Where {
  const parts: Where[] = [{ sql: 'known = 1', params: [] }];
  if (owner) parts.push(ownedBy(owner));
  if (status) parts.push({ sql: 'status = ?', params: [status] });
  if (verdict) parts.push({ sql: 'verdict = ?', params: [verdict] });
  if (connection) parts.push({ sql: 'connection = ?', params: [connection] });
  if (needsAttention) parts.push({ sql: "id IN (SELECT lead_id FROM console_attention WHERE state = 'open')", params: [] });
  for (const word of words) parts.push({ sql: "search LIKE ? ESCAPE '!'", params: [`%${word.replace(/[!%_]/g, '!$&')}%`] });
  return { sql: parts.map(({ sql }) => sql).join(' AND '), params: parts.flatMap(({ params }) => params) };
}

/** Nobody's list is empty, not everybody's. */
const ownedBy = ({ kind, ids }: NonNullable<OwnerFilter>): Where =>
  (ids.length === 0 ? { sql: '1 = 0', params: [] } : { sql: `owner_kind = ? AND owner_id IN ${inList(ids)}`, params: [kind, ...ids] });

const after = ({ sql, params }: Where, { rank, time, id }: { rank: number; time: number; id: string }): Where => ({
  sql: `${sql} AND (sort_rank > ? OR (sort_rank = ? AND (sort_time > ? OR (sort_time = ? AND id > ?))))`,
  params: [...params, rank, rank, time, time, id],
});

/** For the empty inbox: the lead that was answered last. */
function* lastAnswered(owner: OwnerFilter): Work<LeadRow | null> {
  const mine = owner ? ownedBy(owner) : { sql: '1 = 1', params: [] };
  const rows = yield* select<Stored>(`SELECT id, sort_rank, sort_time, shown FROM console_leads WHERE known = 1 AND answered_at IS NOT NULL AND ${mine.sql} ORDER BY answered_at DESC LIMIT 1`, mine.params);
  return (yield* completeRows(rows))[0] ?? null;
}
