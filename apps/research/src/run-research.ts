import { Controller } from '@nestjs/common';
import { chooseLook } from '#connectors';
import { leadResearched, terminal, type LeadSnapshot, type ResearchRequested } from '#contracts';
import { runAgent, type Policy, type SnapshotText, type Source } from '#agent';
import { registrableDomain } from '#domain';
import { OnTask, Outbox, outgoing, type Task } from '#messaging';
import { failpoint, SqlJournal, UnitOfWork, type JournalUnits } from '#persistence';
import { Clock, Configs } from '#platform';
import { modelPolicy } from './agent/model-policy.js';
import { budgetOf, researchAgent, versionsOf, type Point } from './agent/research-agent.js';
import { concludeRun } from './conclude-run.js';
import { dueDraft, withResult } from './draft/draft-due.js';
import { PublishDrafts } from './draft/publish-drafts.js';
import { refOf } from './draft/write-draft.js';
import { pointWithModel } from './extract/point-with-model.js';
import { AskModel } from './model/ask-model.js';
import { modelCostOf } from './model/exchanges.store.js';
import { RunModel } from './model/run-model.js';
import { PublicSources } from './outside/public-sources.js';
import type { ResearchKinds, ResearchState, ResearchSubject } from './research-kinds.js';
import { endRun, keepSnapshot, readLeads, readRun, readSnapshot, writeLeads, type ResearchRun } from './research.store.js';

export const RESEARCH_RUN = 'research.run';
export interface ResearchTask { readonly runId: string }

const CHOICE_MS = 10_000;

/**
 * Takes a run from where its journal ends to its conclusion. Everything it stores is stored under the lease of its task, so
 * a worker that was taken for dead writes nothing more. After a crash at most one look is taken again; the last transaction
 * tells the result, writes the draft if the owner is known, and ends the task. A model, where there is one, only
 * chooses the looks and points at what they show.
 */
@Controller()
export class RunResearch {
  constructor(
    private readonly work: UnitOfWork, private readonly sources: PublicSources, private readonly model: AskModel, private readonly configs: Configs, private readonly outbox: Outbox,
    private readonly drafts: PublishDrafts, private readonly clock: Clock,
  ) {}

  @OnTask<ResearchTask>(RESEARCH_RUN, { concurrency: 8, leaseMs: 60_000 })
  async run(task: Task<ResearchTask>): Promise<void> {
    const { runId } = task.payload;
    const run = await this.work.read(() => readRun(runId));
    if (!run || run.ended) return;
    const units: JournalUnits = { transact: (unit) => task.progress(unit), read: (read) => this.work.read(read) };
    const subject = this.subjectOf(run.request);
    const sources = this.sourcesOf(run, units);
    const { policy, point } = this.choicesOf(task, run);
    const state = await runAgent<ResearchKinds>({
      runId, journal: new SqlJournal('research', units), agent: researchAgent(sources, (id) => snapshotOf(this.work, id), policy, point),
      start: { subject, budget: budgetOf(subject), versions: versionsOf(sources) }, clock: this.clock, signal: task.signal,
    });
    await this.conclude(task, run, state);
  }

  private sourcesOf({ leadId }: ResearchRun, units: JournalUnits): Source[] {
    return this.sources.of(async (snapshot) => {
      await units.transact({ write: () => keepSnapshot(leadId, snapshot) });
      failpoint('K15');
    });
  }

  /** What a model has a say in; nothing where there is none. */
  private choicesOf(task: Task, run: ResearchRun): { policy?: Policy<ResearchState>; point?: Point } {
    const { id } = this.model;
    if (id === null) return {};
    const model = new RunModel(this.model, this.work, this.clock, task, run);
    return {
      policy: modelPolicy(id, (input, state) => model.ask(chooseLook, input, { callId: `look-${run.runId}-${state.looks.length + state.refused.length}`, mostMs: CHOICE_MS }, state)),
      point: pointWithModel(model),
    };
  }

  /** What a run begins with is decided once and is on record: a profile that changes later changes later runs. */
  private subjectOf({ depth, question, company, lead, facts, fit }: ResearchRequested): ResearchSubject {
    const icp = this.configs.get('icp');
    return { depth, question, domain: domainOf(company.domain, lead), facts, fit, icp: icp && { ref: refOf(icp), document: icp.document } };
  }

  private async conclude(task: Task, { runId, leadId, sequence, cause }: ResearchRun, state: ResearchState): Promise<void> {
    const { outbox, drafts, clock } = this;
    const researched = concludeRun(state, await this.work.read(() => modelCostOf(runId)));
    await task.complete({
      lock: [`research:${leadId}`],
      read: () => readLeads([leadId]),
      decide({ leads, drafts: made }) {
        const lead = withResult(leads.get(leadId)!, researched, sequence);
        return { lead, due: dueDraft(lead, new Set(made.keys()), cause) };
      },
      *write({ lead, due }) {
        yield* endRun(runId, clock.now());
        yield* writeLeads([lead], clock.now());
        yield* outbox.publish([outgoing(leadResearched, leadId, researched, cause)]);
        yield* drafts.publish(due);
      },
    });
  }
}

const domainOf = (known: string | null, lead: LeadSnapshot): string | null => registrableDomain(known ?? lead.company.domain);

/** A page from the record. */
export async function snapshotOf(work: UnitOfWork, id: string): Promise<SnapshotText> {
  const snapshot = await work.read(() => readSnapshot(id));
  if (!snapshot) throw terminal('RESEARCH.SNAPSHOT_LOST', `The record of a run names saved page ${id}, which is not here.`);
  return snapshot;
}
