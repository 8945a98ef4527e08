import { Injectable } from '@nestjs/common';
import { effectSettled, type EffectSettled, type Failure } from '#contracts';
import { loseCall } from '#connectors';
import { backoff, DeadLetters, Outbox, outgoing, Tasks, type Task } from '#messaging';
import type { Work } from '#persistence';
import { Clock, Environment, Ids, Log } from '#platform';
import { bookCall, bookDone, callId, doubts, type CallEnd } from './book-call.js';
import { decideFailure } from './decide-failure.js';
import type { Effect } from './effect.js';
import { insertEffects, moveEffect, readLeads, saveLeads, tasksOfPlanned, type EffectChange, type LoadedEffect } from './effect-ledger.js';
import { isPatience } from './gives-up.js';
import { learnFrom, referenceOf, targetWords } from './learn-from-outcome.js';
import type { CallOutcome } from './make-call.js';
import { releaseRecipient } from './outreach/recipients.js';
import type { OutsideCall, StepInputs } from './step.js';
import type { Trouble } from './word-attention.js';
import { doneSentence, targetLabel } from './word-effect.js';

export type EffectOfLead = Pick<LoadedEffect, 'effect' | 'lead'>;
type Words = Pick<StepInputs, 'connections' | 'assignment'>;
type Settled = Pick<EffectSettled, 'sentence' | 'vendorSaid' | 'reference' | 'state'>;

/** Commits how far an effect came, and what follows from it: one transaction each. */
@Injectable()
export class EndEffects {
  constructor(
    private readonly clock: Clock, private readonly ids: Ids, private readonly environment: Environment, private readonly log: Log,
    private readonly outbox: Outbox, private readonly tasks: Tasks, private readonly deadLetters: DeadLetters,
  ) {}

  /** Nothing left, and nothing need leave. */
  recorded(task: Task, loaded: EffectOfLead, { state, sentence }: Pick<Settled, 'state' | 'sentence'>): Promise<void> {
    return this.settle(task, loaded, { state, sentence, vendorSaid: null, reference: null });
  }

  /** What the call taught about the lead is known from here on; what waited for its object is taken up. */
  done(task: Task, loaded: EffectOfLead, call: OutsideCall, outcome: CallOutcome & { outcome: 'done' }, { connections }: Words): Promise<void> {
    const { effect, lead } = loaded;
    const { clock, tasks } = this;
    const sentence = doneSentence(effect, targetLabel(effect, lead, connections), outcome);
    const learn = learnFrom(effect, call, outcome);
    return this.settle(task, loaded, { state: 'done', sentence, vendorSaid: null, reference: referenceOf(effect, call, outcome.objectId) }, function* () {
      yield* bookDone(effect, clock.now());
      if (!learn) return;
      const [known] = yield* readLeads([effect.subject]);
      yield* saveLeads([learn(known!)], clock.now());
      if (effect.kind === 'crm.create') yield* tasks.add(yield* tasksOfPlanned([effect.subject]));
    });
  }

  /** The call is made again, later. */
  async again(task: Task, effect: Effect, failure: Failure, end: CallEnd): Promise<void> {
    const { clock } = this;
    this.log.error('effect.again', failure, { effect: effect.id, kind: effect.kind, tries: effect.tries, leadId: effect.subject });
    await task.later(clock.now() + backoff(effect.tries, Math.random(), failure.retryAfterMs), {
      *write() {
        yield* moveEffect(effect, end.as.uncertain ? 'attempting' : 'planned', { ...doubts(end.as), tries: isPatience(failure) ? effect.tries - 1 : effect.tries });
        yield* bookCall(effect, end, clock.now());
      },
    });
  }

  /** It did not happen. `end`: of the call that was made, if one was. */
  failed(task: Task, { effect, lead }: EffectOfLead, trouble: Trouble, { connections, assignment }: Words, end?: CallEnd): Promise<void> {
    const { clock, ids, tasks, deadLetters } = this;
    const { uncertain } = end?.as ?? effect;
    const { instead, ask, ...settled } = decideFailure(trouble, { effect: { ...effect, uncertain }, lead, connections, assignment, publicUrl: this.environment.publicUrl, at: clock.now() });
    return this.settle(task, { effect, lead }, { ...settled, reference: null }, function* () {
      if (end) yield* bookCall(effect, end, clock.now());
      if (effect.kind === 'mail.send' && !uncertain) yield* releaseRecipient(effect.id);
      if (instead) {
        yield* insertEffects([{ id: ids.next(), effect: instead, cause: effect.cause }], clock.now());
        yield* tasks.add(yield* tasksOfPlanned([effect.subject]));
      }
      if (ask) yield* deadLetters.add([effect.kind.startsWith('crm.') ? { ...ask, connection: effect.target } : ask]);
    }, end ? doubts(end.as) : {});
  }

  /** Ends effect and task together, and tells everyone. */
  private async settle(task: Task, { effect, lead }: EffectOfLead, settled: Settled, more: () => Work<void> = function* () {}, change: EffectChange = { uncertain: 0 }): Promise<void> {
    const { outbox, clock } = this;
    await task.complete({
      lock: [`delivery:${effect.subject}`],
      *write() {
        const now = clock.now();
        const { state, sentence, vendorSaid, reference } = settled;
        yield* moveEffect(effect, state, { ...change, sentence, vendor_said: vendorSaid?.slice(0, 512) ?? null, object_type: reference?.objectType ?? null, object_id: reference?.objectId ?? null, settled_at: now });
        yield* more();
        // A call that was begun before a crash and is not booked by now was never answered.
        yield* loseCall(callId(effect));
        yield* outbox.publish([outgoing(effectSettled, effect.subject, {
          effectId: effect.id, kind: effect.kind, target: targetWords(effect, lead, reference), occasion: effect.occasion,
          ...settled, mayHaveRepeated: effect.mayHaveRepeated, settledAt: new Date(now).toISOString(),
        }, effect.cause)]);
      },
    });
  }
}
