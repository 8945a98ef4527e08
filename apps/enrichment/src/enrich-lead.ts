import { Injectable } from '@nestjs/common';
import { leadEnriched, researchRequested, type CompanyBrief, type Envelope, type Fact, type LeadEnriched, type LeadSnapshot, type Question as OwnerQuestion } from '#contracts';
import { outgoing, type Outgoing } from '#messaging';
import { Clock, Configs, Ids } from '#platform';
import { runWorkflow, type RunRecord } from '#workflow';
import { reasonOf, type Ask } from './ask/ask.js';
import { openQuestions, type Question } from './ask/open-questions.js';
import { AskModel } from './model/ask-model.js';
import { withModelClass } from './model/message-class.js';
import { modelUses, type ModelUse } from './model/model-uses.js';
import { Providers } from './ask/providers.js';
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
  readonly company: CompanyBrief;
  /** One paragraph for the rep. */
  readonly summary: string;
  /** What is worth asking a model. */
  readonly modelUses: readonly ModelUse[];
  /** What is worth asking paid providers; empty where the lead is complete enough. */
  readonly questions: readonly Question[];
  /** What the owner is asked. */
  readonly question: OwnerQuestion | null;
  /** The verdict is clear. */
  readonly isClear: boolean;
  /** `lead.enriched`, the first of `events`. */
  readonly enriched: Outgoing;
  readonly events: readonly Outgoing[];
}

export interface EnrichmentInput {
  readonly leadId: string;
  readonly lead: LeadSnapshot;
  readonly known: readonly Fact[];
  readonly cause: Envelope | null;
  /** What was asked of providers so far, and what that has cost, in millionths. */
  readonly ask?: Ask | null;
  readonly spentMicro?: number;
  /** The answer of a person that led to this run. */
  readonly answered?: LeadEnriched['answered'];
  /** Research has just looked: it is not asked again. */
  readonly isResearched?: boolean;
}

/** Runs the recipe for one lead under the versions in force, and says what follows from it. No I/O. */
@Injectable()
export class EnrichLead {
  constructor(private readonly configs: Configs, private readonly directory: DirectoryHolder, private readonly providers: Providers, private readonly model: AskModel, private readonly clock: Clock, private readonly ids: Ids) {}

  parts(): EnrichmentParts {
    return { enrichment: this.configs.get('enrichment'), icp: this.configs.get('icp'), directory: this.directory.current };
  }

  run({ leadId, lead, known, cause, ask = null, spentMicro = 0, answered = null, isResearched = false }: EnrichmentInput): EnrichmentRun {
    const parts = this.parts();
    const at = this.clock.now();
    const { state, record } = runWorkflow(enrichLeadWorkflow(parts, ask?.wording), initialState(lead, known, new Date(at).toISOString()));
    const { company, fit, summary, match, question } = state;
    const next: typeof state.next = isResearched ? { ...state.next, next: 'assign', research: null } : state.next;
    const facts = [...state.facts];
    const told = withModelClass(lead, facts);
    const runId = this.ids.next();
    const assignWithin = parts.icp?.document.research.assignWithin ?? 0;
    const researchBy = next.next === 'research' && assignWithin > 0 ? new Date(at + assignWithin).toISOString() : null;
    const account = match.outcome === 'match' ? { id: match.company.domain, name: match.company.name, owner: null } : null;
    const questions = openQuestions(state, parts.enrichment?.document.waterfall ?? {}, this.providers.ready);
    const blocked = next.blocked.map(({ field, reason }) => {
      const asked = ask && questions.findLast(({ fields }) => fields.includes(field));
      return { field, reason: asked ? reasonOf(ask, asked.provider) : reason };
    });
    const enriched = outgoing(leadEnriched, leadId, {
      runId, lead: told, account, company, facts, fit, summary, next: next.next, researchBy, blocked, question, answered, spentMicro, configs: runConfigs(parts),
    }, cause);
    const events: Outgoing<any>[] = [enriched];
    if (next.research) {
      events.push(outgoing(researchRequested, leadId, { runId: this.ids.next(), depth: next.research.depth, question: next.research.question, researchBy, lead: told, company, facts, fit, summary }, cause));
    }
    return { runId, leadId, lead, at, facts, known, record, company, summary, modelUses: modelUses(state, this.model.ready), questions, question, isClear: fit.verdict !== 'needs_review', enriched, events };
  }
}
