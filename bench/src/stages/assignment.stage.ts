import type { EventMessage, LeadEnriched } from '#contracts';
import { decideAssignment, EMPTY_DESK, explainDecision, type Desk } from '#domain';
import { ruleInput } from '../../../apps/assignment/src/assign-leads.js';
import type { StageParts } from './stage-parts.js';
import { inboxRows, inList, leadIdsOf, type Draft, type SqlValue, type Stage } from './stage.js';

const DESK = { table: 'assignment_desk', columns: ['name', 'state'], key: ['name'] };
const LEADS = { table: 'assignment_leads', columns: ['lead_id', 'status', 'epoch', 'owner', 'sequence', 'enriched', 'excluded', 'answered', 'updated_at'] };
const DECISIONS = { table: 'assignment_decisions', columns: ['lead_id', 'epoch', 'decision_id', 'pool', 'because', 'record', 'at'] };

/** Leads that were enriched: one after the other on one desk. */
export function assignmentStage({ rules, assignment: { config, ref } }: StageParts): Stage {
  return {
    group: 'assignment', topic: 'lead.enriched.v1',
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [{ sql: 'SELECT state FROM assignment_desk WHERE name = ?', params: ['desk'] }, { sql: `SELECT lead_id FROM assignment_leads WHERE lead_id IN ${inList(ids)}`, params: ids }];
    },
    run(batch: readonly EventMessage<LeadEnriched>[], [stored, known], { now, nextId }) {
      if (known!.length > 0) throw new Error(`${known!.length} leads are assigned already: the floor assigns each once.`);
      const at = now();
      let desk = stored![0] ? (JSON.parse((stored![0] as { state: string }).state) as Desk) : EMPTY_DESK;
      const leads: SqlValue[][] = [];
      const decisions: SqlValue[][] = [];
      const events: Draft[] = [];
      for (const event of batch) {
        const { leadId, sequence, data: enriched } = event;
        const { record, desk: after } = decideAssignment({ input: ruleInput(enriched, rules), exclude: [] }, rules, ref, desk, at);
        desk = after;
        const { owner, rule } = record;
        const decisionId = nextId();
        const { sentence, short } = explainDecision(record, config);
        const answerWithin = owner.kind === 'rep' ? config.answerWithin : config.queues[owner.queue]?.answerWithin;
        leads.push([leadId, owner.kind === 'rep' ? 'assigned' : 'queued', 1, JSON.stringify(owner), sequence, JSON.stringify(enriched), '[]', null, at]);
        decisions.push([leadId, 1, decisionId, record.pool?.id ?? null, 'enriched', JSON.stringify(record), record.at]);
        events.push({
          topic: 'lead.assigned.v1', leadId, cause: event,
          data: {
            epoch: 1, owner, rule, sentence, short, decisionId, because: 'enriched', answerBy: answerWithin === undefined ? null : new Date(record.at + answerWithin).toISOString(),
            lead: enriched.lead, company: enriched.company, fit: enriched.fit, summary: enriched.summary, configs: [record.config, ...enriched.configs],
          },
        });
      }
      return { rows: [inboxRows('assignment', batch, at), { into: DESK, values: [['desk', JSON.stringify(desk)]] }, { into: LEADS, values: leads }, { into: DECISIONS, values: decisions }], events };
    },
  };
}
