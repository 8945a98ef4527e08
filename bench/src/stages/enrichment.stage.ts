import type { EventMessage, Fact, LeadCaptured, LeadResearched } from '#contracts';
import { runWorkflow } from '#workflow';
import { newAsk } from '../../../apps/enrichment/src/ask/ask.js';
import { openQuestions } from '../../../apps/enrichment/src/ask/open-questions.js';
import { enrichLeadWorkflow, initialState } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import { identityOf } from '../../../apps/enrichment/src/fact-periods.js';
import { disputedLeads } from '../../../apps/enrichment/src/question/disputed-leads.js';
import type { StageParts } from './stage-parts.js';
import { causeOf, inboxRows, inList, leadIdsOf, taskRows, type Draft, type Edge, type Later, type Rows, type SqlValue, type Stage } from './stage.js';
import { tellEnriched } from './tell-enriched.js';

export const ENRICHED_LEADS = { table: 'enrichment_leads', columns: ['lead_id', 'snapshot', 'updated_at'] };
export const RUNS = { table: 'enrichment_runs', columns: ['run_id', 'lead_id', 'at', 'known', 'snapshot', 'record'] };
const FACTS = { table: 'enrichment_facts', columns: ['lead_id', 'identity', 'fact', 'known_from', 'known_until'] };
const ASKS = { table: 'enrichment_asks', columns: ['lead_id', 'cause', 'tell_by', 'told', 'ended', 'progress'] };
export const ASK_TASK = 'enrichment.ask';
export const DEADLINE_TASK = 'enrichment.deadline';

/** Leads that were captured: the recipe and its record, in which all facts stand. A lead that a provider could complete is told when it has answered. */
export function enrichmentStage({ recipe }: StageParts): Stage {
  const workflow = enrichLeadWorkflow(recipe);
  const { deadline, providers, waterfall } = recipe.enrichment!.document;
  const ready = new Set(Object.keys(providers));
  return {
    group: 'enrichment', topic: 'lead.captured.v1',
    reads: () => [],
    run(batch: readonly EventMessage<LeadCaptured>[], _found, edge) {
      const at = edge.now();
      const iso = new Date(at).toISOString();
      const leads: SqlValue[][] = [];
      const runs: SqlValue[][] = [];
      const events: Draft[] = [];
      const later: (Later & { kind: 'ask' })[] = [];
      for (const event of batch) {
        const { leadId, data: { lead } } = event;
        const { state, record } = runWorkflow(workflow, initialState(lead, [], iso));
        const runId = edge.nextId();
        const snapshot = JSON.stringify(lead);
        leads.push([leadId, snapshot, at]);
        runs.push([runId, leadId, at, '[]', snapshot, JSON.stringify(record)]);
        const [question] = openQuestions(state, waterfall, ready);
        if (question) later.push({ kind: 'ask', ask: newAsk(leadId, causeOf(event), at + deadline), question, domain: state.company.domain!, name: state.company.name });
        else events.push(...tellEnriched(recipe, { leadId, runId, state, spentMicro: 0, cause: event }, at, edge));
      }
      return { rows: [inboxRows('enrichment', batch, at), { into: ENRICHED_LEADS, values: leads }, { into: RUNS, values: runs }, ...(later.length > 0 ? askRows(later, edge) : [])], events, later };
    },
  };
}

/** A lead that providers are asked about, its turn to be asked, and the time when everyone is told whatever is known. */
function askRows(later: readonly (Later & { kind: 'ask' })[], edge: Edge): Rows[] {
  return [
    { into: ASKS, values: later.map(({ ask: { leadId, cause, tellBy, told, ended, ...progress } }) => [leadId, JSON.stringify(cause), tellBy, told ? 1 : 0, ended ? 1 : 0, JSON.stringify(progress)]) },
    taskRows('enrichment', later.flatMap(({ ask: { leadId, tellBy } }) => [{ kind: ASK_TASK, key: leadId, leadId, payload: { leadId } }, { kind: DEADLINE_TASK, key: leadId, leadId, payload: { leadId }, dueAt: tellBy }]), edge),
  ];
}

/** Facts that no run finds again. */
export const factRows = (leadId: string, facts: readonly Fact[], at: number): Rows => ({ into: FACTS, values: facts.map((fact) => [leadId, identityOf(fact), JSON.stringify(fact), at, null]) });

/** What research proved becomes known of the lead. */
export const provenStage: Stage = {
  group: 'enrichment', topic: 'lead.researched.v1',
  reads(batch) {
    const ids = leadIdsOf(batch);
    return [{ sql: `SELECT lead_id, identity FROM enrichment_facts WHERE known_until IS NULL AND lead_id IN ${inList(ids)}`, params: ids }];
  },
  run(batch: readonly EventMessage<LeadResearched>[], [open], { now }) {
    if (disputedLeads(batch).length > 0) throw new Error('Sources contradict each other: those of the bench never do.');
    const at = now();
    const known = new Set((open as { lead_id: string; identity: string }[]).map(({ lead_id, identity }) => `${lead_id}|${identity}`));
    const proven = ({ leadId, data: { facts } }: EventMessage<LeadResearched>): Fact[] => {
      const fresh = new Map(facts.filter(({ origin }) => origin === 'research').map((fact) => [identityOf(fact), fact]));
      return [...fresh].flatMap(([identity, fact]) => (known.has(`${leadId}|${identity}`) ? [] : [fact]));
    };
    return { rows: [inboxRows('enrichment', batch, at), ...batch.map((event) => factRows(event.leadId, proven(event), at))], events: [] };
  },
};
