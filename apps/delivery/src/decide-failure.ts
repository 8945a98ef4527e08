import type { NewDeadLetter } from '#messaging';
import type { DeliveryLead } from './delivery-lead.js';
import type { Effect, PlannedEffect } from './effect.js';
import { settleTask } from './effect-ledger.js';
import { planInstead, type NoticeInputs } from './plan-notices.js';
import { wordAttention, type Trouble } from './word-attention.js';

export interface FailureInputs extends NoticeInputs {
  /** As uncertain as the trouble leaves it. */
  readonly effect: Effect;
  readonly lead: DeliveryLead;
  /** Milliseconds. */
  readonly at: number;
}

export interface FailureDecision {
  /** `superseded`: the same person is told another way, so nobody is asked. */
  readonly state: 'failed' | 'superseded';
  /** For the lead page. */
  readonly sentence: string;
  readonly vendorSaid: string | null;
  readonly instead: PlannedEffect | null;
  /** What a person is asked; null: nothing. "Retry" goes on with the effect in its place in the ledger. */
  readonly ask: NewDeadLetter | null;
}

/** What follows when an effect did not happen: a human is asked, unless the same person is told another way. */
export function decideFailure(trouble: Trouble, inputs: FailureInputs): FailureDecision {
  const { effect } = inputs;
  const instead = nextWay(trouble, inputs);
  const { title, detail, fix, failure, mayRetry, vendorSaid } = wordAttention(trouble, inputs);
  const told = instead?.content.kind === 'notice.mail' ? `; ${instead.content.to} is told by e-mail` : '';
  const sentence = `${title}${told}.`;
  if (instead && effect.kind === 'notice.slack') return { state: 'superseded', sentence, vendorSaid, instead, ask: null };
  const ask: NewDeadLetter = { kind: 'effect', leadId: effect.subject, title, detail, fix, failure, attempts: effect.tries, redrive: mayRetry ? settleTask(effect) : null };
  return { state: 'failed', sentence, vendorSaid, instead, ask };
}

/** The next way for a notice. Nobody is told a second time: after a Slack post that may have been shown there is none. */
function nextWay(trouble: Trouble, { effect, lead, ...inputs }: FailureInputs): PlannedEffect | null {
  const goesOn = effect.kind === 'notice.slack' ? !effect.uncertain : effect.kind === 'notice.mail' && !noMailLeaves(trouble);
  return goesOn ? planInstead(effect, lead, inputs) : null;
}

/** The mail server takes nothing from us, whoever it is for: one person is asked once, instead of a second mail that is refused too. */
function noMailLeaves(trouble: Trouble): boolean {
  switch (trouble.by) {
    case 'obstacle': return false;
    case 'failure': return !trouble.failure.retryable;
    case 'refusal': return ['LOGIN_REFUSED', 'SENDER_REFUSED', 'SERVER_REFUSED'].includes(trouble.refusal.code);
  }
}
