import { Injectable } from '@nestjs/common';
import { leadEnriched, researchRequested, type Envelope, type Fact, type LeadSnapshot } from '#contracts';
import { outgoing, type Outgoing } from '#messaging';
import { Clock, Configs, Ids } from '#platform';
import { runWorkflow, type RunRecord } from '#workflow';
import { DirectoryHolder } from './directory-holder.js';
import { enrichLeadWorkflow, initialState, runConfigs, type EnrichmentParts } from './enrich-lead.workflow.js';

/** A finished run, ready to be stored and told. */
export interface EnrichmentRun {
  readonly runId: string;
  readonly leadId: string;
  readonly lead: LeadSnapshot;
  /** Milliseconds. */
  readonly at: number;
  readonly facts: readonly Fact[];
  readonly known: readonly Fact[];
  readonly record: RunRecord;
  readonly events: readonly Outgoing[];
}

/** Runs the recipe for one lead under the versions in force, and says what follows from it. No I/O. */
@Injectable()
export class EnrichLead {
  constructor(private readonly configs: Configs, private readonly directory: DirectoryHolder, private readonly clock: Clock, private readonly ids: Ids) {}

  parts(): EnrichmentParts {
    return { enrichment: this.configs.get('enrichment'), icp: this.configs.get('icp'), directory: this.directory.current };
  }

  run({ leadId, lead, known, cause }: { leadId: string; lead: LeadSnapshot; known: readonly Fact[]; cause: Envelope | null }): EnrichmentRun {
    const parts = this.parts();
    const at = this.clock.now();
    const { state, record } = runWorkflow(enrichLeadWorkflow(parts), initialState(lead, known, new Date(at).toISOString()));
    const { company, fit, summary, next, match } = state;
    const facts = [...state.facts];
    const runId = this.ids.next();
    const assignWithin = parts.icp?.document.research.assignWithin ?? 0;
    const researchBy = next.next === 'research' && assignWithin > 0 ? new Date(at + assignWithin).toISOString() : null;
    const account = match.outcome === 'match' ? { id: match.company.domain, name: match.company.name, owner: null } : null;
    const events: Outgoing[] = [outgoing(leadEnriched, leadId, {
      runId, lead, account, company, facts, fit, summary, next: next.next, researchBy, blocked: [...next.blocked], spentMicro: 0, configs: runConfigs(parts),
    }, cause)];
    if (next.research) {
      events.push(outgoing(researchRequested, leadId, { runId: this.ids.next(), depth: next.research.depth, question: next.research.question, researchBy, lead, company, facts, fit, summary }, cause));
    }
    return { runId, leadId, lead, at, facts, known, record, events };
  }
}
