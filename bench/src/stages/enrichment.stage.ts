import type { EventMessage, LeadCaptured } from '#contracts';
import { runWorkflow } from '#workflow';
import { enrichLeadWorkflow, initialState, runConfigs } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import type { StageParts } from './stage-parts.js';
import { inboxRows, type Draft, type SqlValue, type Stage } from './stage.js';

const LEADS = { table: 'enrichment_leads', columns: ['lead_id', 'snapshot', 'updated_at'] };
const RUNS = { table: 'enrichment_runs', columns: ['run_id', 'lead_id', 'at', 'known', 'snapshot', 'record'] };

/** Leads that were captured: the recipe and its record, in which all facts stand. */
export function enrichmentStage({ recipe }: StageParts): Stage {
  const workflow = enrichLeadWorkflow(recipe);
  const configs = runConfigs(recipe);
  return {
    group: 'enrichment', topic: 'lead.captured.v1',
    reads: () => [],
    run(batch: readonly EventMessage<LeadCaptured>[], _found, { now, nextId }) {
      const at = now();
      const iso = new Date(at).toISOString();
      const leads: SqlValue[][] = [];
      const runs: SqlValue[][] = [];
      const events: Draft[] = [];
      for (const event of batch) {
        const { leadId, data: { lead } } = event;
        const { state, record } = runWorkflow(workflow, initialState(lead, [], iso));
        const { match, next, company, fit, summary, question } = state;
        if (next.research) throw new Error(`Lead ${leadId} asks for research: the bench sends only clear ones.`);
        const runId = nextId();
        const snapshot = JSON.stringify(lead);
        leads.push([leadId, snapshot, at]);
        runs.push([runId, leadId, at, '[]', snapshot, JSON.stringify(record)]);
        events.push({
          topic: 'lead.enriched.v1', leadId, cause: event,
          data: {
            runId, lead, account: match.outcome === 'match' ? { id: match.company.domain, name: match.company.name, owner: null } : null, company, facts: state.facts, fit, summary,
            next: next.next, researchBy: null, blocked: next.blocked, question, answered: null, spentMicro: 0, configs,
          },
        });
      }
      return { rows: [inboxRows('enrichment', batch, at), { into: LEADS, values: leads }, { into: RUNS, values: runs }], events };
    },
  };
}
