import { loseCall, type ModelReply, type ModelTask } from '#connectors';
import type { Task } from '#messaging';
import { failpoint, type UnitOfWork } from '#persistence';
import type { Clock } from '#platform';
import type { ResearchState } from '../research-kinds.js';
import type { ResearchRun } from '../research.store.js';
import type { AskModel } from './ask-model.js';
import { modelCostOf } from './exchanges.store.js';

/** `callId` names the call in the ledger. `mostMs`: longer than that it may not take. */
export interface RunQuestion { readonly callId: string; readonly mostMs: number }

/** A model as one run may use it: within the money and the time of the run, a share of which is kept for the draft. */
export class RunModel {
  private tookMs = 0;

  constructor(private readonly model: AskModel, private readonly work: UnitOfWork, private readonly clock: Clock, private readonly task: Task, private readonly run: Pick<ResearchRun, 'runId' | 'leadId'>) {}

  /**
   * Its answer may always be missing: also when a run is taken up again, because an answer that was lost may have been paid for.
   * Throws when the task was called off.
   */
  async ask<Input, Answer, Value>(question: ModelTask<Input, Answer, Value>, input: Input, { callId, mostMs }: RunQuestion, { budget, spent, judgement }: ResearchState): Promise<ModelReply<Value>> {
    const { runId, leadId } = this.run;
    const { signal, attempt } = this.task;
    if (attempt > 1) {
      await this.work.transact({ write: () => loseCall(callId) });
      return missing('The run was taken up again.');
    }
    const share = judgement?.answer.fit.verdict === 'fit' ? 1 : 1 - budget.keptForDraft;
    const timeMs = Math.min(mostMs, budget.timeMs * share - spent.ms - this.tookMs);
    if (timeMs <= 0) return missing('No time is left for it.');
    const cost = await this.work.read(() => modelCostOf(runId));
    const began = this.clock.now();
    const reply = await this.model.ask(question, input, { callId, runId, leadId, timeMs, spendMicro: budget.spendMicro * share - spent.micro - cost, signal });
    failpoint('K14');
    this.tookMs += this.clock.now() - began;
    if (signal.aborted) throw signal.reason;
    await this.task.renew();
    return reply;
  }
}

const missing = (problem: string): ModelReply<never> => ({ ok: false, reason: 'unavailable', problem, exchanges: [] });
