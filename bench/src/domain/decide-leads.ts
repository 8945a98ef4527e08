import { decideAssignment, EMPTY_DESK, explainDecision, gateSubmission, identityClaims, type Desk } from '#domain';
import { ruleInput } from '../../../apps/assignment/src/assign-leads.js';
import { enrichLeadWorkflow, initialState } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import { ownLead } from '../../../apps/intake/src/merge-lead.js';
import { normalizeLead } from '../../../apps/intake/src/normalize-lead.js';
import { runWorkflow } from '#workflow';
import type { BenchLead } from '../leads.js';
import type { StageParts } from '../stages/stage-parts.js';

/**
 * Only the decisions of the lead job, from a lead as it was sent to the reasons for its owner: no JSON, no row, no event, no digest.
 * Returns how many were given to a rep.
 */
export function decideLeads(leads: readonly BenchLead[], { connection, connections, recipe, rules, assignment }: StageParts, now: number): number {
  const workflow = enrichLeadWorkflow(recipe);
  const at = new Date(now).toISOString();
  let desk: Desk = EMPTY_DESK;
  let given = 0;
  for (const [index, sent] of leads.entries()) {
    const lead = normalizeLead(sent, connection.name, connection.config, now);
    if (!gateSubmission(lead.person, connections.gate).pass) throw new Error(`Lead ${index} is kept out by the gate: the bench sends none of those.`);
    identityClaims({ connection: connection.name, email: lead.person.email, crm: lead.crm, senderId: null });
    const { state } = runWorkflow(workflow, initialState(ownLead(String(index), lead), [], at));
    const { company, facts, fit, summary } = state;
    const input = ruleInput({ runId: '', lead: state.lead, account: null, company, facts: [...facts], fit, summary, next: 'assign', researchBy: null, blocked: [], question: null, answered: null, spentMicro: 0, configs: [] }, rules);
    const decided = decideAssignment({ input, exclude: [] }, rules, assignment.ref, desk, now);
    desk = decided.desk;
    explainDecision(decided.record, assignment.config);
    if (decided.record.owner.kind === 'rep') given += 1;
  }
  return given;
}
