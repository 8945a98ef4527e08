import { Controller } from '@nestjs/common';
import { callBudget, loseCall } from '#connectors';
import type { Fact } from '#contracts';
import { OnTask, Outbox, Tasks, type NewTask, type Task } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Clock, Configs, Log } from '#platform';
import { EnrichLead, type EnrichmentRun } from '../enrich-lead.js';
import { keepFacts, keepRuns, leadsWithFacts, type StoredLead } from '../enrichment.store.js';
import { begin, callIdOf, giveUp, PURPOSE, type Ask } from './ask.js';
import { saveAsks } from './asks.store.js';
import type { Question } from './open-questions.js';
import { Providers } from './providers.js';
import { takeOutcome } from './take-outcome.js';

const ASK = 'enrichment.ask';
const DEADLINE = 'enrichment.deadline';
interface AskTask { readonly leadId: string }
type Asked = StoredLead & { readonly ask: Ask };

/** The tasks of leads that begin to be asked about. */
export const askTasks = (asks: readonly Ask[]): NewTask[] => asks.flatMap(({ leadId, tellBy }): NewTask[] => [
  { kind: ASK, key: leadId, leadId, payload: { leadId } satisfies AskTask },
  { kind: DEADLINE, key: leadId, leadId, dueAt: tellBy, payload: { leadId } satisfies AskTask },
]);

/**
 * Asks paid providers about leads that left their batch for it, one call at a time:
 *
 *   1. commit that the call begins, so that a crash from here on is seen and nothing is paid twice by itself;
 *   2. reserve, call, settle (`MeteredCall`);
 *   3. commit the facts and what follows (`take-outcome.ts`): a later try, the next provider, the end.
 *
 * Everyone is told once: by the answers or by the deadline, whichever comes first. What comes later is kept, and told only
 * where it decides the lead.
 */
@Controller()
export class AskProviders {
  constructor(
    private readonly work: UnitOfWork, private readonly enrichLead: EnrichLead, private readonly providers: Providers, private readonly configs: Configs,
    private readonly clock: Clock, private readonly outbox: Outbox, private readonly tasks: Tasks, private readonly log: Log,
  ) {}

  @OnTask<AskTask>(ASK, { concurrency: 8 })
  async ask(task: Task<AskTask>): Promise<void> {
    const { leadId } = task.payload;
    const stored = await this.work.read(() => readAsked(leadId));
    if (!stored || stored.ask.ended) return;
    if (stored.ask.asking !== null) return this.lost(task, stored.ask, stored.ask.asking);
    const run = this.enrichLead.run({ ...stored, leadId, known: stored.facts, cause: stored.ask.cause });
    const question = run.questions.find(({ provider }) => !stored.ask.done.includes(provider));
    return question ? this.call(task, stored, run, question) : this.end(task);
  }

  @OnTask<AskTask>(DEADLINE, { concurrency: 8 })
  async deadline(task: Task<AskTask>): Promise<void> {
    const { outbox } = this;
    const { leadId } = task.payload;
    await task.complete({
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      decide: (stored) => (stored && !stored.ask.told ? { ask: { ...stored.ask, told: true }, run: this.runOf(stored) } : null),
      *write(told) {
        if (!told) return;
        yield* keepRuns([told.run]);
        yield* saveAsks([told.ask]);
        yield* outbox.publish(told.run.events);
      },
    });
  }

  private async call(task: Task, { leadId }: Asked, { company }: EnrichmentRun, question: Question): Promise<void> {
    const provider = this.providers.of(question.provider);
    const config = this.configs.get('enrichment')?.document;
    const domain = company.domain;
    if (!provider || !config || domain === null) return this.goOn(task, leadId, (ask) => giveUp(ask, question.provider, `${question.provider} is not configured any more`));
    const ask = await task.progress({
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      decide: (stored) => begin(stored!.ask, provider.id),
      *write(begun) {
        yield* saveAsks([begun]);
        return begun;
      },
    });
    const { day, ceilings } = callBudget(config, this.clock.now());
    const outcome = await provider.find({ domain, name: company.name }, { id: callIdOf(ask), leadId, day, purpose: PURPOSE }, ceilings);
    if (outcome.outcome === 'no_credit' || outcome.outcome === 'permanent') this.log.error('provider.refuses', outcome.failure, { provider: provider.id, leadId });
    const taken = takeOutcome(ask, outcome, { provider, question, domain, now: this.clock.now() });
    await this.goOn(task, leadId, (now) => ({ ...taken.ask, told: now.told }), taken.facts, taken.dueAt);
  }

  /** A process died between asking and keeping the answer. */
  private async lost(task: Task, ask: Ask, provider: string): Promise<void> {
    await this.work.transact({ write: () => loseCall(callIdOf(ask)) });
    await this.goOn(task, ask.leadId, (now) => giveUp(now, provider, `${provider} was asked, and its answer was lost`));
  }

  private async goOn(task: Task, leadId: string, change: (ask: Ask) => Ask, facts: readonly Fact[] = [], dueAt = this.clock.now()): Promise<void> {
    const at = this.clock.now();
    await task.later(dueAt, {
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      *write(_, stored) {
        if (!stored) return;
        yield* saveAsks([change(stored.ask)]);
        yield* keepFacts([{ leadId, facts, at }]);
      },
    });
  }

  /** Nobody is left to ask. */
  private async end(task: Task<AskTask>): Promise<void> {
    const { outbox, tasks } = this;
    const { leadId } = task.payload;
    await task.complete({
      lock: [`lead:${leadId}`],
      read: () => readAsked(leadId),
      decide: (stored) => {
        if (!stored) return null;
        const run = this.runOf(stored);
        const late = stored.ask.told ? (run.isClear ? [run.enriched] : []) : run.events;
        return { run, events: late, ask: { ...stored.ask, told: true, ended: true } };
      },
      *write(ended) {
        if (!ended) return;
        yield* keepRuns([ended.run]);
        yield* saveAsks([ended.ask]);
        yield* tasks.cancel(DEADLINE, [leadId]);
        yield* outbox.publish(ended.events);
      },
    });
  }

  private runOf(stored: Asked): EnrichmentRun {
    return this.enrichLead.run({ ...stored, known: stored.facts, cause: stored.ask.cause });
  }
}

function* readAsked(leadId: string) {
  const stored = (yield* leadsWithFacts([leadId])).get(leadId);
  return stored?.ask ? { ...stored, ask: stored.ask } : null;
}
