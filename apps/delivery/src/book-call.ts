import type { Failure } from '#contracts';
import { loseCall, releaseCall, settleCall, wasNotMade } from '#connectors';
import type { Work } from '#persistence';
import type { Effect } from './effect.js';
import type { EffectChange } from './effect-ledger.js';

/** How a call ended, and the effect whose doubts it leaves: an earlier call may have arrived although this one did not. */
export interface CallEnd { readonly call: 'answered' | 'not-made' | 'lost'; readonly as: Effect }

/** A call that certainly did nothing leaves the effect as uncertain as it was `before`. */
export const endOf = (failure: Failure, { before, effect }: { before: Effect; effect: Effect }): CallEnd =>
  (wasNotMade(failure) ? { call: 'not-made', as: before } : { call: 'lost', as: effect });

/** One row of the outside ledger per call. */
export const callId = ({ id, attempts }: Pick<Effect, 'id' | 'attempts'>): string => `${id}:${attempts}`;

export const doubts = ({ uncertain, mayHaveRepeated }: Effect): EffectChange => ({ uncertain: uncertain ? 1 : 0, may_have_repeated: mayHaveRepeated ? 1 : 0 });

/** Inside a write: books the newest call of an effect. */
export function* bookCall(effect: Effect, { call }: Pick<CallEnd, 'call'>, now: number): Work<void> {
  switch (call) {
    case 'answered': return yield* settleCall(callId(effect), 0, now);
    case 'not-made': return yield* releaseCall(callId(effect), now);
    case 'lost': return yield* loseCall(callId(effect));
  }
}

/** Inside a write: it is done, and so nobody need wonder any more about calls that were not answered. */
export function* bookDone(effect: Effect, now: number): Work<void> {
  for (let attempts = 1; attempts <= effect.attempts; attempts += 1) yield* settleCall(callId({ id: effect.id, attempts }), 0, now);
}
