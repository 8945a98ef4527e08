import type { EventMessage, LeadCaptured, OutreachDrafted } from '#contracts';
import { draftColumns, type DraftRow } from '../../../apps/console/src/drafts/draft-row.js';
import { foldDrafts } from '../../../apps/console/src/projections/fold-drafts.js';
import { foldLead } from '../../../apps/console/src/projections/fold-lead.js';
import { leadColumns } from '../../../apps/console/src/projections/lead-columns.js';
import { emptyDocument, type LeadDocument } from '../../../apps/console/src/projections/lead-document.js';
import { timelineRow } from '../../../apps/console/src/projections/store-timeline.js';
import type { StageParts } from './stage-parts.js';
import { inboxRows, inList, leadIdsOf, type Insert, type Rows, type SqlValue, type Stage } from './stage.js';

const DOCUMENTS = { table: 'console_lead_documents', columns: ['lead_id', 'document'], key: ['lead_id'] };
const LEADS = {
  table: 'console_leads', key: ['id'],
  columns: ['id', 'known', 'status', 'verdict', 'connection', 'owner_kind', 'owner_id', 'waiting', 'researching', 'spent_micro', 'sort_rank', 'sort_time', 'captured_at', 'answered_at', 'search', 'shown'],
};
const TIMELINE = { table: 'console_timeline', columns: ['id', 'lead_id', 'at', 'kind', 'title', 'detail', 'link'] };
const SUBMISSIONS = { table: 'console_submissions', columns: ['id', 'outcome', 'rule', 'connection', 'lead_id'] };

const DRAFTS = { table: 'console_drafts', key: ['id'], columns: ['id', 'lead_id', 'sequence', 'state', 'content_hash', 'drafted_at', 'document', 'approval_id', 'decided_by', 'decided_at', 'reason'] };

/** What people will see of leads: the document of each, its row in lists, its timeline. Once for each topic it hears. */
export const consoleStages = (parts: StageParts): Stage[] => ['lead.captured.v1', 'lead.enriched.v1', 'lead.assigned.v1'].map((topic) => consoleStage(topic, parts));

/** The same for leads that are researched, and their drafts. */
export const consoleResearchStages = (parts: StageParts): Stage[] => [...['research.requested.v1', 'lead.researched.v1'].map((topic) => consoleStage(topic, parts)), draftsStage(parts)];

function consoleStage(topic: string, { nameOf }: StageParts): Stage {
  const submissionsOf = topic === 'lead.captured.v1' ? (batch: readonly EventMessage<LeadCaptured>[]): Rows[] => [{ into: SUBMISSIONS, values: batch.map(({ leadId, data: { submissionId, lead } }) => [submissionId, 'lead', null, lead.connection, leadId]) }] : () => [];
  return {
    group: 'console', topic,
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [{ sql: `SELECT lead_id, document FROM console_lead_documents WHERE lead_id IN ${inList(ids)}`, params: ids }];
    },
    run(batch, [stored], { now }) {
      const documents = new Map((stored as { lead_id: string; document: string }[]).map(({ lead_id, document }) => [lead_id, JSON.parse(document) as LeadDocument]));
      for (const event of batch) documents.set(event.leadId, foldLead(documents.get(event.leadId) ?? emptyDocument(event.leadId), event));
      const changed = [...documents.values()];
      return {
        rows: [
          inboxRows('console', batch, now()),
          { into: DOCUMENTS, values: changed.map((document) => [document.id, JSON.stringify(document)]) },
          { into: LEADS, values: changed.map((document) => valuesOf(leadColumns(document), LEADS)) },
          timelineOf(batch, nameOf),
          ...submissionsOf(batch),
        ],
        events: [],
      };
    },
  };
}

function draftsStage({ nameOf }: StageParts): Stage {
  return {
    group: 'console', topic: 'outreach.drafted.v1',
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [{ sql: `SELECT * FROM console_drafts WHERE lead_id IN ${inList(ids)} ORDER BY sequence DESC`, params: ids }];
    },
    run(batch: readonly EventMessage<OutreachDrafted>[], [stored], { now }) {
      const drafts = foldDrafts(stored as readonly DraftRow[], batch);
      return { rows: [inboxRows('console', batch, now()), { into: DRAFTS, values: drafts.map((draft) => valuesOf(draftColumns(draft), DRAFTS)) }, timelineOf(batch, nameOf)], events: [] };
    },
  };
}

const timelineOf = (batch: readonly EventMessage[], nameOf: StageParts['nameOf']): Rows => ({ into: TIMELINE, values: batch.map((event) => valuesOf(timelineRow(event, nameOf)!, TIMELINE)) });

const valuesOf = (row: Readonly<Record<string, unknown>>, { columns }: Insert): SqlValue[] => columns.map((column) => row[column] as SqlValue);
