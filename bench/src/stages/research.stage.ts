import type { EventMessage, LeadAssigned, ResearchRequested } from '#contracts';
import { dueDraft, unknownLead, withOwner, type DueDraft, type ResearchLead } from '../../../apps/research/src/draft/draft-due.js';
import { draftIdOf, templateDraft, writeDraft } from '../../../apps/research/src/draft/write-draft.js';
import type { StageParts } from './stage-parts.js';
import { causeOf, inboxRows, inList, leadIdsOf, taskRows, type Draft, type Stage } from './stage.js';

export const RESEARCH_LEADS = { table: 'research_leads', columns: ['lead_id', 'assigned', 'result', 'rejected_epoch', 'updated_at'], key: ['lead_id'] };
const RUNS = { table: 'research_runs', columns: ['run_id', 'lead_id', 'sequence', 'ended', 'request', 'cause', 'requested_at', 'ended_at'] };
const DRAFTS = { table: 'research_drafts', columns: ['draft_id', 'lead_id', 'run_id', 'epoch', 'drafted_at'] };
export const RUN_TASK = 'research.run';

/** What stands in `research_leads`. */
export interface ResearchLeadRow { readonly lead_id: string; readonly assigned: string | null; readonly result: string | null; readonly rejected_epoch: number }

/** Without outreach nothing is drafted, as in the plain rows, where nothing is researched. */
export const researchStage: Stage = ownersStage({ outreach: null });

/** Research learns who owns a lead; a draft is due when it has found something too. */
export function ownersStage({ outreach }: Pick<StageParts, 'outreach'>): Stage {
  return {
    group: 'research', topic: 'lead.assigned.v1',
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [{ sql: `SELECT lead_id, assigned, result, rejected_epoch FROM research_leads WHERE lead_id IN ${inList(ids)}`, params: ids }];
    },
    run(batch: readonly EventMessage<LeadAssigned>[], [found], { now }) {
      const at = now();
      const iso = new Date(at).toISOString();
      const known = new Map((found as ResearchLeadRow[]).map((row) => [row.lead_id, leadOf(row)]));
      const leads = batch.map((event) => ({ lead: withOwner(known.get(event.leadId) ?? unknownLead(event.leadId), event.data), event }));
      // Nobody owned the lead before, so that no draft of it can have been made.
      const due = leads.flatMap(({ lead, event }) => dueDraft(lead, new Set(), causeOf(event)));
      return {
        rows: [
          inboxRows('research', batch, at),
          { into: RESEARCH_LEADS, values: leads.map(({ lead: { leadId, assigned, result, rejectedEpoch } }) => [leadId, JSON.stringify(assigned), result && JSON.stringify(result), rejectedEpoch, at]) },
          ...(due.length === 0 ? [] : [{ into: DRAFTS, values: due.map(({ leadId, assigned: { epoch }, result: { runId } }) => [draftIdOf(runId, epoch), leadId, runId, epoch, at]) }]),
        ],
        events: due.map((one: DueDraft): Draft => ({ topic: 'outreach.drafted.v1', leadId: one.leadId, cause: one.cause, data: writeDraft({ ...one, outreach, at: iso }, templateDraft({ ...one, outreach, at: iso })) })),
      };
    },
  };
}

const leadOf = ({ lead_id, assigned, result, rejected_epoch }: ResearchLeadRow): ResearchLead => ({
  leadId: lead_id, rejectedEpoch: rejected_epoch,
  assigned: assigned === null ? null : (JSON.parse(assigned) as ResearchLead['assigned']), result: result === null ? null : (JSON.parse(result) as ResearchLead['result']),
});

/** What research is asked: a run and its task. The looking itself waits for the outside. */
export const requestedStage: Stage = {
  group: 'research', topic: 'research.requested.v1',
  reads: () => [],
  run(batch: readonly EventMessage<ResearchRequested>[], _found, edge) {
    return {
      rows: [
        inboxRows('research', batch, edge.now()),
        { into: RUNS, values: batch.map((event) => [event.data.runId, event.leadId, event.sequence, 0, JSON.stringify(event.data), JSON.stringify(causeOf(event)), Date.parse(event.occurredAt), null]) },
        taskRows('research', batch.map(({ leadId, data: { runId } }) => ({ kind: RUN_TASK, key: runId, leadId, payload: { runId } })), edge),
      ],
      events: [], later: batch.map((request) => ({ kind: 'research', request })),
    };
  },
};
