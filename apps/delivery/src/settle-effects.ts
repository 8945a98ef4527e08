import { Controller } from '@nestjs/common';
import { effectSettled, retryable, toFailure, type EffectSettled, type Failure } from '#contracts';
import { loseCall, releaseCall, reserveCall, settleCall, wasNotMade } from '#connectors';
import { backoff, DeadLetters, OnTask, Outbox, outgoing, Tasks, type Task } from '#messaging';
import { UnitOfWork, type Work } from '#persistence';
import { Clock, Configs, Environment, Ids, Log, SigningKey } from '#platform';
import { isSettled, type Effect, type PlannedEffect } from './effect.js';
import { learnFrom, referenceOf, targetWords } from './learn-from-outcome.js';
import { insertEffects, loadEffect, moveEffect, readLeads, saveLeads, SETTLE, settleTask, tasksOfPlanned, type EffectChange, type LoadedEffect, type SettlePayload } from './effect-ledger.js';
import { makeCall, Outside, type CallOutcome } from './make-call.js';
import { nextStep } from './next-step.js';
import { AddressDigest } from './outreach/address-digest.js';
import { claimRecipient, releaseRecipient } from './outreach/recipients.js';
import { unsubscribeToken } from './outreach/unsubscribe-token.js';
import { planInstead } from './plan-notices.js';
import type { OutsideCall, Step, StepInputs } from './step.js';
import { wordAttention, type Trouble } from './word-attention.js';
import { doneSentence, targetLabel } from './word-effect.js';

/** Calls before a human is asked; with the backoff of tasks that is about a quarter of an hour. */
const MAX_TRIES = 8;

type Config = Pick<StepInputs, 'connections' | 'assignment' | 'outreach' | 'unsubscribeUrl'>;
type Settled = Pick<EffectSettled, 'sentence' | 'vendorSaid' | 'reference'> & { state: EffectSettled['state'] };

/**
 * Takes each effect from the ledger to its end:
 *
 *   1. decide what to do now (`next-step.ts`): record it, wait, fail, or call;
 *   2. commit `attempting`, so that a crash from here on is seen;
 *   3. make the one call (`make-call.ts`);
 *   4. commit the outcome, `effect.settled`, and what follows from it.
 *
 * A call whose end is not known (crash, timeout) leaves `uncertain` behind: the next attempt looks into the CRM first, and
 * a notice, which nobody can look up, is repeated once and says so.
 * A notice that did not get through for good goes on by the next way (`plan-notices.ts`).
 */
@Controller()
export class SettleEffects {
  constructor(
    private readonly work: UnitOfWork, private readonly clock: Clock, private readonly configs: Configs, private readonly outbox: Outbox,
    private readonly tasks: Tasks, private readonly deadLetters: DeadLetters, private readonly outside: Outside, private readonly log: Log,
    private readonly ids: Ids, private readonly environment: Environment, private readonly key: SigningKey, private readonly digests: AddressDigest,
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
      case 'record': return this.finish(task, loaded, { state: step.state, sentence: step.sentence, vendorSaid: null, reference: null });
      case 'fail': return this.fail(task, loaded, { by: 'obstacle', obstacle: step.obstacle }, config);
      case 'later': return task.later(step.dueAt);
      case 'wait': return this.wait(task, config);
    }
  }

  private async attempt(task: Task, { effect: before, lead }: LoadedEffect, { call, lookFirst }: Step & { step: 'call' }, config: Config): Promise<void> {
    const effect = await this.begin(task, before, call);
    let outcome: CallOutcome;
    try {
      outcome = await makeCall(this.outside, call, lookFirst);
    } catch (error) {
      return this.tryAgain(task, { effect, lead }, before, toFailure(error), config);
    }
    if (outcome.outcome === 'refused') return this.fail(task, { effect, lead }, { by: 'refusal', refusal: outcome }, config, { call: 'answered', as: before });
    return this.done(task, { effect, lead }, call, outcome, config);
  }

  /** Committed before anything leaves. */
  private async begin(task: Task, before: Effect, call: OutsideCall): Promise<Effect> {
    const now = this.clock.now();
    const effect: Effect = {
      ...before, state: 'attempting', attempts: before.attempts + 1, tries: before.state === 'failed' ? 1 : before.tries + 1,
      uncertain: true, mayHaveRepeated: before.mayHaveRepeated || (before.uncertain && call.to !== 'crm'), attemptedAt: now,
    };
    await task.progress({
      *write() {
        if (call.to === 'mail' && call.claims) yield* claimRecipient(call.claims, effect.id, now);
        yield* moveEffect(before, 'attempting', { attempts: effect.attempts, tries: effect.tries, uncertain: 1, may_have_repeated: effect.mayHaveRepeated ? 1 : 0, attempted_at: now });
        if (before.uncertain && before.attempts > 0) yield* loseCall(callId(before));
        yield* reserveCall({ id: callId(effect), leadId: effect.subject, provider: effect.target, day: new Date(now).toISOString().slice(0, 10), purpose: effect.id, priceMicro: 0 }, null, now);
      },
    });
    return effect;
  }

  private async done(task: Task, { effect, lead }: Pick<LoadedEffect, 'effect' | 'lead'>, call: OutsideCall, outcome: CallOutcome & { outcome: 'done' }, config: Config): Promise<void> {
    const sentence = doneSentence(effect, targetLabel(effect, lead, config.connections), outcome);
    const reference = referenceOf(effect, call, outcome.objectId);
    const learn = learnFrom(effect, call, outcome);
    const { tasks, clock } = this;
    await this.finish(task, { effect, lead }, { state: 'done', sentence, vendorSaid: null, reference }, function* () {
      for (let attempt = 1; attempt <= effect.attempts; attempt += 1) yield* settleCall(callId({ id: effect.id, attempts: attempt }), 0, clock.now());
      if (!learn) return;
      const [known] = yield* readLeads([effect.subject]);
      yield* saveLeads([learn(known!)], clock.now());
      if (effect.kind === 'crm.create') yield* tasks.add(yield* tasksOfPlanned([effect.subject]));
    });
  }

  /** No answer, or one that asks for patience. A call that certainly did nothing leaves the effect as uncertain as it was `before`. */
  private async tryAgain(task: Task, loaded: Pick<LoadedEffect, 'effect' | 'lead'>, before: Effect, failure: Failure, config: Config): Promise<void> {
    const { effect } = loaded;
    const { clock } = this;
    const end: CallEnd = wasNotMade(failure) ? { call: 'not-made', as: before } : { call: 'lost', as: effect };
    if (!failure.retryable || effect.tries >= MAX_TRIES) return this.fail(task, loaded, { by: 'failure', failure }, config, end);
    this.log.error('effect.again', failure, { effect: effect.id, kind: effect.kind, tries: effect.tries, leadId: effect.subject });
    await task.later(clock.now() + backoff(effect.tries, Math.random(), failure.retryAfterMs), {
      *write() {
        yield* moveEffect(effect, end.as.uncertain ? 'attempting' : 'planned', doubts(end.as));
        yield* bookCall(effect, end, clock.now());
      },
    });
  }

  /**
   * A human is asked, unless the same person is told another way. The effect keeps its place in the ledger, so "Retry" goes on
   * with it. `end`: of the call that was made, if one was.
   */
  private async fail(task: Task, { effect, lead }: Pick<LoadedEffect, 'effect' | 'lead'>, trouble: Trouble, config: Config, end?: CallEnd): Promise<void> {
    const { deadLetters, tasks, clock, ids } = this;
    const { content } = effect;
    const instead = this.instead({ effect, lead }, trouble, config, end);
    const toldInstead = instead !== null && content.kind === 'notice.slack';
    const { title, detail, fix, failure, mayRetry, vendorSaid } = wordAttention(trouble, { effect, lead, ...config, at: clock.now() });
    const sentence = toldInstead ? `${title}; ${content.to} is told by e-mail.` : `${title}.`;
    await this.finish(task, { effect, lead }, { state: toldInstead ? 'superseded' : 'failed', sentence, vendorSaid, reference: null }, function* () {
      if (end) yield* bookCall(effect, end, clock.now());
      if (effect.kind === 'mail.send' && !(end?.as ?? effect).uncertain) yield* releaseRecipient(effect.id);
      if (instead) {
        yield* insertEffects([{ id: ids.next(), effect: instead, cause: effect.cause }], clock.now());
        yield* tasks.add(yield* tasksOfPlanned([effect.subject]));
      }
      if (toldInstead) return;
      yield* deadLetters.add([{ kind: 'effect', leadId: effect.subject, title, detail, fix, failure, attempts: effect.tries, redrive: mayRetry ? settleTask(effect) : null }]);
    }, end ? doubts(end.as) : {});
  }

  /** The next way for a notice. Nobody is told a second time: after a Slack post that may have been shown there is none. */
  private instead({ effect, lead }: Pick<LoadedEffect, 'effect' | 'lead'>, trouble: Trouble, config: Config, end?: CallEnd): PlannedEffect | null {
    const { uncertain } = end?.as ?? effect;
    const noMailLeaves = trouble.by === 'failure' && !trouble.failure.retryable;
    if (!(effect.kind === 'notice.slack' ? !uncertain : effect.kind === 'notice.mail' && !noMailLeaves)) return null;
    return planInstead(effect, lead, { ...config, publicUrl: this.environment.publicUrl });
  }

  /** Ends effect and task together, and tells everyone. */
  private async finish(task: Task, { effect, lead }: Pick<LoadedEffect, 'effect' | 'lead'>, settled: Settled, more: () => Work<void> = function* () {}, change: EffectChange = { uncertain: 0 }): Promise<void> {
    const { outbox, clock } = this;
    await task.complete({
      lock: [`delivery:${effect.subject}`],
      *write() {
        const now = clock.now();
        yield* moveEffect(effect, settled.state, { ...change, sentence: settled.sentence, vendor_said: settled.vendorSaid?.slice(0, 512) ?? null, object_type: settled.reference?.objectType ?? null, object_id: settled.reference?.objectId ?? null, settled_at: now });
        yield* more();
        // A call that was begun before a crash and is not booked by now was never answered.
        yield* loseCall(callId(effect));
        yield* outbox.publish([outgoing(effectSettled, effect.subject, {
          effectId: effect.id, kind: effect.kind, target: targetWords(effect, lead, settled.reference), occasion: effect.occasion,
          ...settled, mayHaveRepeated: effect.mayHaveRepeated, settledAt: new Date(now).toISOString(),
        }, effect.cause)]);
      },
    });
  }

  /** Asked again inside the transaction that gives up the task: the object may have become known meanwhile. */
  private async wait(task: Task<SettlePayload>, config: Config): Promise<void> {
    const { tasks, clock } = this;
    await task.complete({
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

/** One row of the outside ledger per call. */
const callId = ({ id, attempts }: Pick<Effect, 'id' | 'attempts'>): string => `${id}:${attempts}`;

/** How a call ended, and the effect whose doubts it leaves: an earlier call may have arrived although this one did not. */
interface CallEnd { readonly call: 'answered' | 'not-made' | 'lost'; readonly as: Effect }

const doubts = ({ uncertain, mayHaveRepeated }: Effect): EffectChange => ({ uncertain: uncertain ? 1 : 0, may_have_repeated: mayHaveRepeated ? 1 : 0 });

function* bookCall(effect: Effect, { call }: CallEnd, now: number): Work<void> {
  switch (call) {
    case 'answered': return yield* settleCall(callId(effect), 0, now);
    case 'not-made': return yield* releaseCall(callId(effect), now);
    case 'lost': return yield* loseCall(callId(effect));
  }
}
