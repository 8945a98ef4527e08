import { Controller } from '@nestjs/common';
import { callBudget } from '#connectors';
import { OnTask, Tasks, type NewTask, type Task } from '#messaging';
import { Clock, Configs, Log } from '#platform';
import type { EnrichmentRun } from '../enrich-lead.js';
import { wordTask } from '../model/word-task.js';
import { callIdOf, giveUp, PURPOSE, type Ask } from './ask.js';
import { Asks, DEADLINE, type Asked, type AskTask } from './asks.js';
import type { Question } from './open-questions.js';
import { Providers } from './providers.js';
import { takeOutcome } from './take-outcome.js';
import { WatchProviders } from './watch-providers.js';

const ASK = 'enrichment.ask';

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
 *   3. commit the facts and what follows (`take-outcome.ts`): a later try, the next provider, a model (`word-leads.ts`), the end.
 *
 * Everyone is told once: by the answers or by the deadline, whichever comes first. What comes later is kept, and told only
 * where it decides the lead.
 */
@Controller()
export class AskProviders {
  constructor(private readonly asks: Asks, private readonly providers: Providers, private readonly watch: WatchProviders, private readonly configs: Configs, private readonly clock: Clock, private readonly tasks: Tasks, private readonly log: Log) {}

  @OnTask<AskTask>(ASK, { concurrency: 8 })
  async ask(task: Task<AskTask>): Promise<void> {
    const { tasks } = this;
    const { leadId } = task.payload;
    const stored = await this.asks.read(leadId);
    if (!stored) return;
    const { ask } = stored;
    const asking = ask.asking;
    if (asking !== null) return this.asks.lost(task, ask, (now) => giveUp(now, asking, `${asking} was asked, and its answer was lost`));
    const run = this.asks.runOf(stored);
    const question = run.questions.find(({ provider }) => !ask.done.includes(provider));
    if (question) return this.call(task, stored, run, question);
    if (ask.told || run.modelUses.length === 0) return this.asks.end(task, leadId);
    await task.complete({ write: () => tasks.add([wordTask(leadId)]) });
  }

  @OnTask<AskTask>(DEADLINE, { concurrency: 8 })
  async deadline(task: Task<AskTask>): Promise<void> {
    await this.asks.deadline(task, task.payload.leadId);
  }

  private async call(task: Task, { leadId }: Asked, { company }: EnrichmentRun, question: Question): Promise<void> {
    const provider = this.providers.of(question.provider);
    const config = this.configs.get('enrichment')?.document;
    const domain = company.domain;
    if (!provider || !config || domain === null) return this.asks.goOn(task, leadId, (ask) => giveUp(ask, question.provider, `${question.provider} is not configured any more`));
    const ask = await this.asks.begin(task, leadId, provider.id);
    const { day, ceilings } = callBudget(config, this.clock.now());
    const outcome = await provider.find({ domain, name: company.name }, { id: callIdOf(ask), leadId, day, purpose: PURPOSE }, ceilings);
    if (outcome.outcome === 'no_credit' || outcome.outcome === 'permanent') this.log.error('provider.refuses', outcome.failure, { provider: provider.id, leadId });
    await this.watch.saw(provider.id, outcome);
    const now = this.clock.now();
    const { facts, dueAt } = takeOutcome(ask, outcome, { provider, question, domain, now });
    await this.asks.goOn(task, leadId, (stored) => takeOutcome(stored, outcome, { provider, question, domain, now }).ask, facts, dueAt);
  }
}
