import type { DraftContent, EffectKind, EffectSettled, Envelope } from '#contracts';
import type { CrmFacts, CrmLead } from '#connectors';

/**
 * An effect is one write to the outside world, for one occasion. `attempting` is committed before anything leaves; what is
 * found in it later may have arrived. A refused or given-up effect is `failed` until a human retries it.
 */
export type EffectState = 'planned' | 'attempting' | EffectSettled['state'];

/** From where an effect may go where. `attempting → planned`: the call certainly did nothing. */
export const transitions: Readonly<Record<EffectState, readonly EffectState[]>> = {
  planned: ['attempting', 'would_have', 'superseded', 'failed'],
  attempting: ['planned', 'attempting', 'done', 'would_have', 'superseded', 'failed'],
  failed: ['attempting', 'would_have', 'superseded', 'failed'],
  done: [],
  would_have: [],
  superseded: [],
};

/** No event and no human moves it any more. */
export const isSettled = ({ state }: { state: EffectState }): boolean => transitions[state].length === 0;

/** What is to be written. Frozen when the effect is planned; addresses (object and user ids, tokens) are looked up when it leaves. */
export type EffectContent =
  | { readonly kind: 'crm.create'; readonly lead: CrmLead }
  | { readonly kind: 'crm.owner'; readonly rep: string; readonly name: string }
  | { readonly kind: 'crm.facts'; readonly values: CrmFacts }
  | { readonly kind: 'crm.note'; readonly text: string }
  | { readonly kind: 'crm.task'; readonly approval: Approval; readonly rep: string | null }
  /** `rep`: who owned the lead when it was approved; the mail is theirs. */
  | { readonly kind: 'mail.send'; readonly approval: Approval; readonly rep: string | null }
  | { readonly kind: 'notice.slack'; readonly to: string; readonly text: string }
  /** `person`: the id of a rep, or an address. */
  | { readonly kind: 'notice.mail'; readonly to: string; readonly person: string; readonly subject: string; readonly text: string };

/** A text that a human approved, and what binds the approval to it. */
export interface Approval {
  readonly approvalId: string;
  readonly draftId: string;
  readonly content: DraftContent;
  readonly contentHash: string;
  readonly approvedBy: string;
  /** Milliseconds. */
  readonly expiresAt: number;
}

export interface PlannedEffect {
  readonly kind: EffectContent['kind'] & EffectKind;
  /** The connection, `slack` or `mail`. */
  readonly target: string;
  /** What it is about there: the lead. */
  readonly subject: string;
  /** `lead`, `epoch:2`, `facts:3`, `approval:<id>`, `escalated:2`, `untold:2` */
  readonly occasion: string;
  /** A higher one of the same kind, target and subject supersedes it; null: it stands alone. */
  readonly rank: number | null;
  readonly content: EffectContent;
}

/** An effect as the ledger keeps it. */
export interface Effect extends PlannedEffect {
  readonly id: string;
  readonly state: EffectState;
  /** Calls that were begun, ever. */
  readonly attempts: number;
  /** Calls that were begun since it was planned or last retried by a human. */
  readonly tries: number;
  /** A call was begun whose end is not known. */
  readonly uncertain: boolean;
  readonly mayHaveRepeated: boolean;
  /** Milliseconds; null before the first attempt. */
  readonly attemptedAt: number | null;
  /** The event that led to it. */
  readonly cause: Envelope;
}
