import { z } from 'zod';
import { leadStatus, ProblemError, verdict, type Identity } from '#contracts';
import { readCursor, type LeadCursor } from './lead-cursor.js';

const query = z.object({
  q: z.string().max(200).optional(),
  owner: z.string().max(64).optional(),
  status: leadStatus.optional(),
  verdict: verdict.optional(),
  connection: z.string().max(64).optional(),
  needs: z.literal('attention').optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Whose leads: a rep's, those in queues, or everybody's. */
export type OwnerFilter = { kind: 'rep'; ids: readonly string[] } | { kind: 'queue'; ids: readonly string[] } | null;

export interface LeadQuery {
  words: readonly string[];
  owner: OwnerFilter;
  status: string | null;
  verdict: string | null;
  connection: string | null;
  needsAttention: boolean;
  cursor: LeadCursor | null;
  limit: number;
}

/**
 * What to look for. `owner=me` means the caller's own leads, or for a person who is no rep the queues they answer for
 * (`queuesOf`); `owner=queue:<id>` names a queue. Errors: 422 query_invalid naming every bad parameter.
 */
export function readLeadQuery(given: Record<string, string | undefined>, caller: Identity, queuesOf: (user: string) => readonly string[]): LeadQuery {
  const empty = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const parsed = query.safeParse(empty);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })));
  const { q = '', owner, cursor, needs, limit, ...filters } = parsed.data;
  const from = cursor === undefined ? null : readCursor(cursor);
  if (cursor !== undefined && from === null) throw invalid([{ field: 'cursor', message: 'is not one that this list gave. Start without a cursor.' }]);
  return {
    words: q.toLowerCase().split(/\s+/).filter(Boolean),
    owner: ownerFilter(owner, caller, queuesOf),
    status: filters.status ?? null, verdict: filters.verdict ?? null, connection: filters.connection ?? null,
    needsAttention: needs === 'attention', cursor: from, limit,
  };
}

function ownerFilter(owner: string | undefined, caller: Identity, queuesOf: (user: string) => readonly string[]): OwnerFilter {
  if (owner === undefined) return null;
  if (owner === 'me') return caller.rep === null ? { kind: 'queue', ids: queuesOf(caller.user) } : { kind: 'rep', ids: [caller.rep] };
  return owner.startsWith('queue:') ? { kind: 'queue', ids: [owner.slice('queue:'.length)] } : { kind: 'rep', ids: [owner] };
}

const invalid = (fields: { field: string; message: string }[]): ProblemError =>
  new ProblemError(422, 'query_invalid', 'The query does not fit', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), { fields });
