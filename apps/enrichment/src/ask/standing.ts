import type { ProviderOutcome } from '#connectors';
import type { Failure } from '#contracts';

/** How a provider has stood since its last change, where it does not answer. */
export interface Standing {
  readonly provider: string;
  /** `refuses`: our account, so that a person must act. `down`: no answer; that passes. */
  readonly is: 'refuses' | 'down';
  /** Milliseconds. */
  readonly since: number;
  /** What a person was told of it; null for what is only down. */
  readonly attentionId: string | null;
}

export type Change = { readonly to: 'answers' } | { readonly to: Standing['is']; readonly failure: Failure };

/** Refusals of the account. Any other lasting refusal is about the question that was asked. */
const OF_ACCOUNT: ReadonlySet<string> = new Set(['PROVIDER.NO_CREDIT', 'PROVIDER.KEY_REFUSED']);

/** What a call changes in how its provider stands; null for nothing. One that is down does not take back that it refuses us. */
export function changeOf(known: Pick<Standing, 'is'> | null, outcome: ProviderOutcome): Change | null {
  switch (outcome.outcome) {
    case 'value': case 'no_data': return known ? { to: 'answers' } : null;
    case 'no_credit': case 'permanent': return OF_ACCOUNT.has(outcome.failure.code) && known?.is !== 'refuses' ? { to: 'refuses', failure: outcome.failure } : null;
    case 'retryable': return known || outcome.failure.code === 'PROVIDER.RATE_LIMITED' ? null : { to: 'down', failure: outcome.failure };
    case 'refused': return null;
  }
}
