import type { Envelope } from '#contracts';
import { runConfigs, type EnrichmentParts, type EnrichmentState } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import type { Draft, Edge } from './stage.js';

export interface Told { readonly leadId: string; readonly runId: string; readonly state: EnrichmentState; readonly spentMicro: number; readonly cause: Envelope }

/** What everyone is told when a run of the recipe is the last one of a lead: `lead.enriched`, and what research is asked. */
export function tellEnriched(recipe: EnrichmentParts, { leadId, runId, state, spentMicro, cause }: Told, at: number, { nextId }: Pick<Edge, 'nextId'>): Draft[] {
  const { lead, match, next, company, facts, fit, summary, question } = state;
  const researchBy = next.next === 'research' ? new Date(at + recipe.icp!.document.research.assignWithin).toISOString() : null;
  const enriched: Draft = {
    topic: 'lead.enriched.v1', leadId, cause,
    data: {
      runId, lead, account: match.outcome === 'match' ? { id: match.company.domain, name: match.company.name, owner: null } : null, company, facts, fit, summary,
      next: next.next, researchBy, blocked: next.blocked, question, answered: null, spentMicro, configs: runConfigs(recipe),
    },
  };
  if (!next.research) return [enriched];
  return [enriched, { topic: 'research.requested.v1', leadId, cause, data: { runId: nextId(), ...next.research, researchBy, lead, company, facts, fit, summary } }];
}
