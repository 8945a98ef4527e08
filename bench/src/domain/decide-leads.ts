import type { LeadEnriched, LeadSnapshot } from '#contracts';
import { decideAssignment, EMPTY_DESK, explainDecision, gateSubmission, identityClaims, type DecisionRecord, type Desk } from '#domain';
import { ruleInput } from '../../../apps/assignment/src/assign-leads.js';
import { enrichLeadWorkflow, initialState, type EnrichmentState } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import { ownLead } from '../../../apps/intake/src/merge-lead.js';
import { normalizeLead } from '../../../apps/intake/src/normalize-lead.js';
import { runWorkflow } from '#workflow';
import type { BenchLead } from '../leads.js';
import type { StageParts } from '../stages/stage-parts.js';

/**
 * Only the decisions of the lead job, from a lead as it was sent to the reasons for its owner: no JSON, no row, no event, no digest.
 * Returns how many were given to a rep.
 */
export function decideLeads(leads: readonly BenchLead[], parts: StageParts, now: number): number {
  const workflow = enrichLeadWorkflow(parts.recipe);
  const at = new Date(now).toISOString();
  let desk: Desk = EMPTY_DESK;
  let given = 0;
  for (const [index, sent] of leads.entries()) {
    const { state } = runWorkflow(workflow, initialState(readLead(sent, index, parts, now), [], at));
    const decided = giveLead(state, parts, desk, now);
    desk = decided.desk;
    if (decided.record.owner.kind === 'rep') given += 1;
  }
  return given;
}

/** What intake decides of a lead. Errors: an Error for one that the gate keeps out. */
export function readLead(sent: BenchLead, index: number, { connection, connections }: StageParts, now: number): LeadSnapshot {
  const lead = normalizeLead(sent, connection.name, connection.config, now);
  if (!gateSubmission(lead.person, connections.gate).pass) throw new Error(`Lead ${index} is kept out by the gate: the bench sends none of those.`);
  identityClaims({ connection: connection.name, email: lead.person.email, crm: lead.crm, senderId: null });
  return ownLead(String(index), lead);
}

/** What assignment decides of a lead, and why. */
export function giveLead({ lead, company, facts, fit, summary }: Pick<EnrichmentState, 'lead' | 'company' | 'facts' | 'fit' | 'summary'>, { rules, assignment }: StageParts, desk: Desk, now: number): { record: DecisionRecord; desk: Desk } {
  const enriched: LeadEnriched = { runId: '', lead, account: null, company, facts: [...facts], fit, summary, next: 'assign', researchBy: null, blocked: [], question: null, answered: null, spentMicro: 0, configs: [] };
  const decided = decideAssignment({ input: ruleInput(enriched, rules), exclude: [] }, rules, assignment.ref, desk, now);
  explainDecision(decided.record, assignment.config);
  return decided;
}
