import type { EventMessage, LeadEnriched, LeadResearched } from '#contracts';
import { decideAssignment, EMPTY_DESK, explainDecision, type Desk } from '#domain';
import { ruleInput } from '../../../apps/assignment/src/assign-leads.js';
import type { StageParts } from './stage-parts.js';
import { endTasks, inboxRows, inList, leadIdsOf, taskRows, type Draft, type Edge, type Query, type Rows, type SqlValue, type Stage } from './stage.js';

const DESK = { table: 'assignment_desk', columns: ['name', 'state'], key: ['name'] };
const LEADS = { table: 'assignment_leads', columns: ['lead_id', 'status', 'epoch', 'owner', 'sequence', 'enriched', 'excluded', 'answered', 'updated_at'], key: ['lead_id'] };
const DECISIONS = { table: 'assignment_decisions', columns: ['lead_id', 'epoch', 'decision_id', 'pool', 'because', 'record', 'at'] };
const FOUND = { table: 'assignment_research', columns: ['lead_id', 'found', 'at'], key: ['lead_id'] };
const WAIT_TASK = 'assignment.stop-waiting';
const READ_DESK: Query = { sql: 'SELECT state FROM assignment_desk WHERE name = ?', params: ['desk'] };

interface ToGive { readonly leadId: string; readonly sequence: number; readonly enriched: LeadEnriched; readonly because: 'enriched' | 'researched'; readonly cause: EventMessage }

/** Leads that were enriched: one after the other on one desk. Those that research is asked about wait for it. */
export function assignmentStage(parts: StageParts): Stage {
  return {
    group: 'assignment', topic: 'lead.enriched.v1',
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [READ_DESK, { sql: `SELECT lead_id FROM assignment_leads WHERE lead_id IN ${inList(ids)}`, params: ids }];
    },
    run(batch: readonly EventMessage<LeadEnriched>[], [desk, known], edge) {
      if (known!.length > 0) throw new Error(`${known!.length} leads are assigned already: the floor assigns each once.`);
      const at = edge.now();
      const waiting = batch.filter(({ data }) => data.next === 'research');
      const given = give(parts, desk!, batch.filter(({ data }) => data.next === 'assign').map((event) => ({ ...event, enriched: event.data, because: 'enriched', cause: event })), at, edge);
      return {
        rows: [
          inboxRows('assignment', batch, at), ...given.rows,
          ...(waiting.length === 0 ? [] : [
            { into: LEADS, values: waiting.map(({ leadId, sequence, data }) => [leadId, 'waiting', 0, null, sequence, JSON.stringify(data), '[]', null, at]) },
            taskRows('assignment', waiting.map(({ leadId, data }) => ({ kind: WAIT_TASK, key: leadId, leadId, payload: { leadId }, dueAt: Date.parse(data.researchBy!) })), edge),
          ]),
        ],
        events: given.events,
      };
    },
  };
}

/** Leads that waited for research, with what it found. */
export function researchedStage(parts: StageParts): Stage {
  return {
    group: 'assignment', topic: 'lead.researched.v1',
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [READ_DESK, { sql: `SELECT lead_id, sequence, enriched FROM assignment_leads WHERE status = 'waiting' AND lead_id IN ${inList(ids)}`, params: ids }];
    },
    run(batch: readonly EventMessage<LeadResearched>[], [desk, waiting], edge) {
      if (waiting!.length !== batch.length) throw new Error(`${batch.length - waiting!.length} leads do not wait for research: those of the floor always do.`);
      const at = edge.now();
      const known = new Map((waiting as { lead_id: string; sequence: number; enriched: string }[]).map((row) => [row.lead_id, row]));
      const { rows, events } = give(parts, desk!, batch.map((event) => {
        const { sequence, enriched } = known.get(event.leadId)!;
        const { fit, company } = event.data;
        return { leadId: event.leadId, sequence, enriched: { ...(JSON.parse(enriched) as LeadEnriched), fit, company }, because: 'researched', cause: event };
      }), at, edge);
      return {
        rows: [inboxRows('assignment', batch, at), ...rows, { into: FOUND, values: batch.map(({ leadId, data: { fit, company } }) => [leadId, JSON.stringify({ fit, company }), at]) }],
        changes: endTasks('assignment', WAIT_TASK, leadIdsOf(batch)), events,
      };
    },
  };
}

/** Gives leads away on the desk as it was stored. */
function give({ rules, assignment: { config, ref } }: StageParts, stored: readonly unknown[], leads: readonly ToGive[], at: number, { nextId }: Edge): { rows: Rows[]; events: Draft[] } {
  if (leads.length === 0) return { rows: [], events: [] };
  let desk = stored[0] ? (JSON.parse((stored[0] as { state: string }).state) as Desk) : EMPTY_DESK;
  const rows: SqlValue[][] = [];
  const decisions: SqlValue[][] = [];
  const events: Draft[] = [];
  for (const { leadId, sequence, enriched, because, cause } of leads) {
    const { record, desk: after } = decideAssignment({ input: ruleInput(enriched, rules), exclude: [] }, rules, ref, desk, at);
    desk = after;
    const { owner, rule } = record;
    const decisionId = nextId();
    const { sentence, short } = explainDecision(record, config);
    const answerWithin = owner.kind === 'rep' ? config.answerWithin : config.queues[owner.queue]?.answerWithin;
    rows.push([leadId, owner.kind === 'rep' ? 'assigned' : 'queued', 1, JSON.stringify(owner), sequence, JSON.stringify(enriched), '[]', null, at]);
    decisions.push([leadId, 1, decisionId, record.pool?.id ?? null, because, JSON.stringify(record), record.at]);
    events.push({
      topic: 'lead.assigned.v1', leadId, cause,
      data: {
        epoch: 1, owner, rule, sentence, short, decisionId, because, answerBy: answerWithin === undefined ? null : new Date(record.at + answerWithin).toISOString(),
        lead: enriched.lead, company: enriched.company, fit: enriched.fit, summary: enriched.summary, configs: [record.config, ...enriched.configs],
      },
    });
  }
  return { rows: [{ into: DESK, values: [['desk', JSON.stringify(desk)]] }, { into: LEADS, values: rows }, { into: DECISIONS, values: decisions }], events };
}
