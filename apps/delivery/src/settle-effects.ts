import { Controller } from '@nestjs/common';
import { retryable, toFailure } from '#contracts';
import { loseCall, reserveCall } from '#connectors';
import { OnTask, Tasks, type Task } from '#messaging';
import { failpoint, UnitOfWork } from '#persistence';
import { Clock, Configs, Environment, SigningKey } from '#platform';
import { callId, endOf } from './book-call.js';
import { isSettled, type Effect } from './effect.js';
import { loadEffect, moveEffect, SETTLE, settleTask, type LoadedEffect, type SettlePayload } from './effect-ledger.js';
import { EndEffects } from './end-effects.js';
import { givesUp } from './gives-up.js';
import { makeCall, Outside, type CallOutcome } from './make-call.js';
import { nextStep } from './next-step.js';
import { AddressDigest } from './outreach/address-digest.js';
import { claimRecipient, recipientLock } from './outreach/recipients.js';
import { unsubscribeToken } from './outreach/unsubscribe-token.js';
import type { OutsideCall, Step, StepInputs } from './step.js';

type Config = Pick<StepInputs, 'connections' | 'assignment' | 'outreach' | 'unsubscribeUrl'>;

/**
 * Takes each effect from the ledger to its end:
 *
 *   1. decide what to do now (`next-step.ts`): record it, wait, fail, or call;
 *   2. commit `attempting`, so that a crash from here on is seen;
 *   3. make the one call (`make-call.ts`);
 *   4. commit the outcome, `effect.settled`, and what follows from it (`end-effects.ts`).
 *
 * A call whose end is not known (crash, timeout) leaves `uncertain` behind: the next attempt looks into the CRM first, and
 * a notice, which nobody can look up, is repeated once and says so.
 * A notice that did not get through for good goes on by the next way (`decide-failure.ts`).
 */
@Controller()
export class SettleEffects {
  constructor(
    private readonly work: UnitOfWork, private readonly clock: Clock, private readonly configs: Configs, private readonly environment: Environment,
    private readonly tasks: Tasks, private readonly outside: Outside, private readonly end: EndEffects, private readonly key: SigningKey, private readonly digests: AddressDigest,
  ) {}

  @OnTask<SettlePayload>(SETTLE, { concurrency: 8, attempts: 20, leaseMs: 60_000 })
  async settle(task: Task<SettlePayload>): Promise<void> {
    const { effectId } = task.payload;
    const loaded = await this.work.read(() => loadEffect(effectId, this.digest));
    if (isSettled(loaded.effect)) return;
    const config = this.config();
    const step = nextStep({ ...loaded, ...config, now: this.clock.now() });
    switch (step.step) {
      case 'call': return this.attempt(task, loaded, step, config);
      case 'record': return this.end.recorded(task, loaded, step);
      case 'fail': return this.end.failed(task, loaded, { by: 'obstacle', obstacle: step.obstacle }, config);
      case 'later': return task.later(step.dueAt);
      case 'wait': return this.wait(task, config);
    }
  }

  private async attempt(task: Task, { effect: before, lead }: LoadedEffect, { call, lookFirst }: Step & { step: 'call' }, config: Config): Promise<void> {
    const effect = await this.begin(task, before, call);
    let outcome: CallOutcome;
    try {
      outcome = await makeCall(this.outside, call, lookFirst);
      failpoint(call.to === 'crm' ? 'K16' : 'K17');
    } catch (error) {
      const failure = toFailure(error);
      const callEnd = endOf(failure, { before, effect });
      if (!givesUp(failure, { tries: effect.tries, since: task.createdAt, now: this.clock.now() })) return this.end.again(task, effect, failure, callEnd);
      return this.end.failed(task, { effect, lead }, { by: 'failure', failure }, config, callEnd);
    }
    if (outcome.outcome === 'refused') return this.end.failed(task, { effect, lead }, { by: 'refusal', refusal: outcome }, config, { call: 'answered', as: before });
    return this.end.done(task, { effect, lead }, call, outcome, config);
  }

  /** Committed before anything leaves. */
  private async begin(task: Task, before: Effect, call: OutsideCall): Promise<Effect> {
    const now = this.clock.now();
    const effect: Effect = {
      ...before, state: 'attempting', attempts: before.attempts + 1, tries: before.state === 'failed' ? 1 : before.tries + 1,
      uncertain: true, mayHaveRepeated: before.mayHaveRepeated || (before.uncertain && call.to !== 'crm'), attemptedAt: now,
    };
    await task.progress({
      lock: call.to === 'mail' && call.claims ? [recipientLock(call.claims.digest)] : [],
      *write() {
        if (call.to === 'mail' && call.claims) yield* claimRecipient(call.claims, effect.id, now);
        yield* moveEffect(before, 'attempting', { attempts: effect.attempts, tries: effect.tries, uncertain: 1, may_have_repeated: effect.mayHaveRepeated ? 1 : 0, attempted_at: now });
        if (before.uncertain && before.attempts > 0) yield* loseCall(callId(before));
        yield* reserveCall({ id: callId(effect), leadId: effect.subject, provider: effect.target, day: new Date(now).toISOString().slice(0, 10), purpose: effect.id, priceMicro: 0 }, null, now);
      },
    });
    return effect;
  }

  /** Asked again inside the transaction that gives up the task: the object may have become known meanwhile. */
  private async wait(task: Task<SettlePayload>, config: Config): Promise<void> {
    const { tasks, clock } = this;
    await task.complete({
      lock: [`delivery:${task.leadId}`],
      read: () => loadEffect(task.payload.effectId, this.digest),
      *write(loaded: LoadedEffect) {
        const step = nextStep({ ...loaded, ...config, now: clock.now() });
        if (step.step !== 'wait') yield* tasks.add([settleTask(loaded.effect)]);
      },
    });
  }

  private readonly digest = (address: string): string => this.digests.of(address);

  private config(): Config {
    const connections = this.configs.get('connections')?.document;
    const assignment = this.configs.get('assignment')?.document;
    if (!connections || !assignment) throw retryable('DELIVERY.NOT_CONFIGURED', 'An effect is planned, but connections or assignment are not configured here yet.');
    const outreach = this.configs.get('outreach')?.document ?? null;
    return { connections, assignment, outreach, unsubscribeUrl: (effectId) => `${this.environment.publicUrl}/u/${unsubscribeToken(effectId, this.key.value)}` };
  }
}
