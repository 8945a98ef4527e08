import { openPersonal, type Envelope, type EventMessage, type Personal, type ResearchRequested, type SnapshotRef } from '#contracts';
import {
  execute, flag, inList, insertRows, integer, journalTables, json, key, keyIdOf, long, migration, select, selectOne, table, time, type MigrationClass, type Work,
} from '#persistence';
import { unknownLead, type ResearchLead } from './draft/draft-due.js';
import type { NewSnapshot } from './new-snapshot.js';

export const researchMigrations: readonly MigrationClass[] = [migration('research', 1, [
  ...journalTables('research'),
  table('research_runs', { run_id: key(), lead_id: key(), sequence: integer(), ended: flag(), request: json(), cause: json(), requested_at: time(), ended_at: time().nullable() }, { primary: ['run_id'], index: [['lead_id']] }),
  table('research_snapshots', { snapshot_id: key(), run_id: key(), lead_id: key(), url: long(), status: integer(), sha256: key(), flags: json(), content: json(), saved_at: time() }, { primary: ['snapshot_id'], index: [['run_id']] }),
  table('research_leads', { lead_id: key(), assigned: json().nullable(), result: json().nullable(), rejected_epoch: integer(), updated_at: time() }, { primary: ['lead_id'] }),
  table('research_drafts', { draft_id: key(), lead_id: key(), run_id: key(), epoch: integer(), drafted_at: time() }, { primary: ['draft_id'], index: [['lead_id']] }),
])];

export interface ResearchRun { readonly runId: string; readonly leadId: string; readonly sequence: number; readonly ended: boolean; readonly request: ResearchRequested; readonly cause: Envelope }
interface RunRow { run_id: string; lead_id: string; sequence: number; ended: number; request: string; cause: string }

/** Keeps what was asked; a run that is known stays as it is. */
export function* openRuns(requests: readonly EventMessage<ResearchRequested>[]): Work<void> {
  yield* insertRows('research_runs', requests.map(({ data, ...cause }) => ({
    run_id: data.runId, lead_id: cause.leadId, sequence: cause.sequence, ended: 0, request: JSON.stringify(data), cause: JSON.stringify(cause), requested_at: Date.parse(cause.occurredAt), ended_at: null,
  })), { onDuplicate: 'ignore' });
}

export function* readRun(runId: string): Work<ResearchRun | null> {
  const row = yield* selectOne<RunRow>('SELECT run_id, lead_id, sequence, ended, request, cause FROM research_runs WHERE run_id = ?', [runId]);
  return row ? { runId: row.run_id, leadId: row.lead_id, sequence: row.sequence, ended: row.ended === 1, request: JSON.parse(row.request) as ResearchRequested, cause: JSON.parse(row.cause) as Envelope } : null;
}

export function* endRun(runId: string, now: number): Work<void> {
  yield* execute('UPDATE research_runs SET ended = 1, ended_at = ? WHERE run_id = ?', [now, runId]);
}

export interface StoredSnapshot extends SnapshotRef { readonly runId: string; readonly leadId: string; readonly text: string }
interface SnapshotRow { snapshot_id: string; run_id: string; lead_id: string; url: string; status: number; sha256: string; flags: string; content: string; saved_at: number }

/** Keeps a page. The text may name people, so it rests under the key of the lead. */
export function* keepSnapshot(leadId: string, { id, runId, url, status, savedAt, sha256, flags, text }: NewSnapshot): Work<void> {
  yield* insertRows('research_snapshots', [{
    snapshot_id: id, run_id: runId, lead_id: leadId, url, status, sha256, flags: JSON.stringify(flags), content: JSON.stringify(openPersonal(keyIdOf(leadId), { text })), saved_at: Date.parse(savedAt),
  }], { onDuplicate: { key: ['snapshot_id'], update: ['url', 'status', 'sha256', 'flags', 'content', 'saved_at'] } });
}

/** A page as it was kept; without its text when that is sealed. */
export function* readSnapshot(id: string): Work<StoredSnapshot | null> {
  const row = yield* selectOne<SnapshotRow>('SELECT * FROM research_snapshots WHERE snapshot_id = ?', [id]);
  if (!row) return null;
  const content = JSON.parse(row.content) as Personal<{ text: string }>;
  return {
    id: row.snapshot_id, runId: row.run_id, leadId: row.lead_id, url: row.url, status: row.status, savedAt: new Date(row.saved_at).toISOString(), sha256: row.sha256,
    flags: JSON.parse(row.flags) as SnapshotRef['flags'], text: content.sealed ? '' : content.data.text,
  };
}

/** Leads with the drafts that were made for them; one that is not known yet is one of which nothing is known. */
export interface KnownLeads { readonly leads: ReadonlyMap<string, ResearchLead>; readonly drafts: ReadonlyMap<string, { readonly leadId: string; readonly epoch: number }> }

export function* readLeads(leadIds: readonly string[]): Work<KnownLeads> {
  if (leadIds.length === 0) return { leads: new Map(), drafts: new Map() };
  const ids = [...new Set(leadIds)];
  const rows = yield* select<{ lead_id: string; assigned: string | null; result: string | null; rejected_epoch: number }>(`SELECT lead_id, assigned, result, rejected_epoch FROM research_leads WHERE lead_id IN ${inList(ids)}`, ids);
  const drafts = yield* select<{ draft_id: string; lead_id: string; epoch: number }>(`SELECT draft_id, lead_id, epoch FROM research_drafts WHERE lead_id IN ${inList(ids)}`, ids);
  const known = rows.map((row): ResearchLead => ({
    leadId: row.lead_id, rejectedEpoch: row.rejected_epoch,
    assigned: row.assigned === null ? null : (JSON.parse(row.assigned) as ResearchLead['assigned']), result: row.result === null ? null : (JSON.parse(row.result) as ResearchLead['result']),
  }));
  return {
    leads: new Map([...ids.map(unknownLead), ...known].map((lead) => [lead.leadId, lead])),
    drafts: new Map(drafts.map((row) => [row.draft_id, { leadId: row.lead_id, epoch: row.epoch }])),
  };
}

export function* writeLeads(leads: readonly ResearchLead[], now: number): Work<void> {
  yield* insertRows('research_leads', leads.map(({ leadId, assigned, result, rejectedEpoch }) => ({
    lead_id: leadId, assigned: assigned && JSON.stringify(assigned), result: result && JSON.stringify(result), rejected_epoch: rejectedEpoch, updated_at: now,
  })), { onDuplicate: { key: ['lead_id'], update: ['assigned', 'result', 'rejected_epoch', 'updated_at'] } });
}

/** Remembers that a draft was made; the same one twice fails the unit. */
export function* insertDrafts(drafts: readonly { draftId: string; leadId: string; runId: string; epoch: number }[], now: number): Work<void> {
  yield* insertRows('research_drafts', drafts.map(({ draftId, leadId, runId, epoch }) => ({ draft_id: draftId, lead_id: leadId, run_id: runId, epoch, drafted_at: now })));
}
