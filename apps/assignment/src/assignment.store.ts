import type { CompanyBrief, Fit, LeadEnriched, Owner } from '#contracts';
import { EMPTY_DESK, type DecisionRecord, type Desk } from '#domain';
import { inList, insertRows, integer, json, key, migration, select, selectOne, table, text, time, type MigrationClass, type Work } from '#persistence';

export const assignmentMigrations: readonly MigrationClass[] = [migration('assignment', 1, [
  table('assignment_desk', { name: key(), state: json() }, { primary: ['name'] }),
  table('assignment_leads', {
    lead_id: key(), status: key(), epoch: integer(), owner: json().nullable(), sequence: integer(), enriched: json(), excluded: json(), answered: text().nullable(), updated_at: time(),
  }, { primary: ['lead_id'], index: [['status']] }),
  table('assignment_decisions', { lead_id: key(), epoch: integer(), decision_id: key(), pool: key().nullable(), because: key(), record: json(), at: time() }, { primary: ['lead_id', 'epoch'], unique: [['decision_id']], index: [['pool', 'decision_id']] }),
  table('assignment_research', { lead_id: key(), found: json(), at: time() }, { primary: ['lead_id'] }),
])];

/** `waiting` for research, `assigned` to a rep, `queued` in a named queue; each with the newest that is known of the lead. */
export type AssignmentStatus = 'waiting' | 'assigned' | 'queued';

/** What research found, kept until the lead it belongs to is decided. */
export interface Found { readonly fit: Fit; readonly company: CompanyBrief }

export interface AssignedLead {
  readonly leadId: string;
  readonly status: AssignmentStatus;
  readonly epoch: number;
  readonly owner: Owner | null;
  /** Of the enrichment event it rests on. */
  readonly sequence: number;
  readonly enriched: LeadEnriched;
  /** Reps who gave it back. */
  readonly excluded: readonly string[];
  readonly answered: string | null;
}

interface LeadRow { lead_id: string; status: AssignmentStatus; epoch: number; owner: string | null; sequence: number; enriched: string; excluded: string; answered: string | null }

/** The one row that is locked while leads are given away. */
export const DESK = 'desk';

export function* readDesk(): Work<Desk> {
  const row = yield* selectOne<{ state: string }>('SELECT state FROM assignment_desk WHERE name = ?', [DESK]);
  return row ? (JSON.parse(row.state) as Desk) : EMPTY_DESK;
}

export function* writeDesk(desk: Desk): Work<void> {
  yield* insertRows('assignment_desk', [{ name: DESK, state: JSON.stringify(desk) }], { onDuplicate: { key: ['name'], update: ['state'] } });
}

export function* readLeads(leadIds: readonly string[]): Work<Map<string, AssignedLead>> {
  if (leadIds.length === 0) return new Map();
  const ids = [...new Set(leadIds)];
  const rows = yield* select<LeadRow>(`SELECT lead_id, status, epoch, owner, sequence, enriched, excluded, answered FROM assignment_leads WHERE lead_id IN ${inList(ids)}`, ids);
  return new Map(rows.map((row) => [row.lead_id, {
    leadId: row.lead_id, status: row.status, epoch: row.epoch, owner: row.owner === null ? null : (JSON.parse(row.owner) as Owner), sequence: row.sequence,
    enriched: JSON.parse(row.enriched) as LeadEnriched, excluded: JSON.parse(row.excluded) as string[], answered: row.answered,
  }]));
}

export function* writeLeads(leads: readonly AssignedLead[], now: number): Work<void> {
  yield* insertRows('assignment_leads', leads.map((lead) => ({
    lead_id: lead.leadId, status: lead.status, epoch: lead.epoch, owner: lead.owner === null ? null : JSON.stringify(lead.owner), sequence: lead.sequence,
    enriched: JSON.stringify(lead.enriched), excluded: JSON.stringify(lead.excluded), answered: lead.answered, updated_at: now,
  })), { onDuplicate: { key: ['lead_id'], update: ['status', 'epoch', 'owner', 'sequence', 'enriched', 'excluded', 'answered', 'updated_at'] } });
}

export interface StoredDecision { readonly leadId: string; readonly epoch: number; readonly decisionId: string; readonly because: string; readonly record: DecisionRecord }

/** One decision per lead and epoch: a second one fails the whole unit. */
export function* writeDecisions(decisions: readonly StoredDecision[]): Work<void> {
  yield* insertRows('assignment_decisions', decisions.map(({ leadId, epoch, decisionId, because, record }) => ({
    lead_id: leadId, epoch, decision_id: decisionId, pool: record.pool?.id ?? null, because, record: JSON.stringify(record), at: record.at,
  })));
}

export function* decisionsOf(leadId: string): Work<StoredDecision[]> {
  const rows = yield* select<{ lead_id: string; epoch: number; decision_id: string; because: string; record: string }>('SELECT lead_id, epoch, decision_id, because, record FROM assignment_decisions WHERE lead_id = ? ORDER BY epoch DESC', [leadId]);
  return rows.map((row) => ({ leadId: row.lead_id, epoch: row.epoch, decisionId: row.decision_id, because: row.because, record: JSON.parse(row.record) as DecisionRecord }));
}

/** A decision that a pool made, and for which lead. */
export interface PoolDecision { readonly leadId: string; readonly record: DecisionRecord }

/** The decisions of a pool in the order they were made. */
export function* decisionsOfPool(pool: string): Work<PoolDecision[]> {
  const rows = yield* select<{ lead_id: string; record: string }>('SELECT lead_id, record FROM assignment_decisions WHERE pool = ? ORDER BY decision_id', [pool]);
  return rows.map(({ lead_id, record }) => ({ leadId: lead_id, record: JSON.parse(record) as DecisionRecord }));
}

export function* readFound(leadIds: readonly string[]): Work<Map<string, Found>> {
  if (leadIds.length === 0) return new Map();
  const rows = yield* select<{ lead_id: string; found: string }>(`SELECT lead_id, found FROM assignment_research WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  return new Map(rows.map(({ lead_id, found }) => [lead_id, JSON.parse(found) as Found]));
}

export function* writeFound(found: readonly { leadId: string; found: Found }[], now: number): Work<void> {
  yield* insertRows('assignment_research', found.map((one) => ({ lead_id: one.leadId, found: JSON.stringify(one.found), at: now })), { onDuplicate: { key: ['lead_id'], update: ['found', 'at'] } });
}

