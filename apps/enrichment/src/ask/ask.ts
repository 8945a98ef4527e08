import type { Envelope } from '#contracts';

/** What a lead is asked providers about, and how far that is. */
export interface Ask {
  readonly leadId: string;
  /** The event that brought the lead. */
  readonly cause: Envelope;
  /** Milliseconds; by then everyone is told what is known. */
  readonly tellBy: number;
  /** Everyone was told. What comes later is late. */
  readonly told: boolean;
  /** Nobody is asked any more. */
  readonly ended: boolean;
  /** Calls begun. */
  readonly calls: number;
  /** Provider, or use of a model, that is being asked; found again after a crash it means that the answer was lost. */
  readonly asking: string | null;
  /** Calls to the provider whose turn it is that came to nothing for a while. */
  readonly tries: number;
  /** Providers, and uses of a model, of which no more is to be expected. */
  readonly done: readonly string[];
  /** What there is to say of a provider that has not given a value, for people. */
  readonly reasons: Readonly<Record<string, string>>;
  /** The verdict was clear when everyone was told. */
  readonly toldClear?: boolean;
  /** What a model made of the summary. */
  readonly wording?: Wording;
}

/** A text that stands in for one summary, and for no other: when what is known changes, so does the summary, and the text is over. */
export interface Wording { readonly instead: string; readonly text: string }

export const newAsk = (leadId: string, cause: Envelope, tellBy: number): Ask => ({ leadId, cause, tellBy, told: false, ended: false, calls: 0, asking: null, tries: 0, done: [], reasons: {} });

/** Its id in the ledger of outside calls, while one is being made. */
export const callIdOf = ({ leadId, calls }: Ask): string => `ask-${leadId}-${calls}`;

/** What the calls are booked for in that ledger. */
export const PURPOSE = 'waterfall';

/** The call that is about to be made: on record before it, so that a crash is seen. */
export const begin = (ask: Ask, provider: string): Ask => ({ ...ask, asking: provider, calls: ask.calls + 1 });

/** No answer is known, and none is to be expected: it may have been paid for, so it is not asked again by itself. */
export const giveUp = (ask: Ask, provider: string, reason: string): Ask => ({ ...finish(ask, provider), reasons: { ...ask.reasons, [provider]: reason } });

/** It has answered, or never will. */
export const finish = (ask: Ask, asked: string): Ask => ({ ...ask, asking: null, tries: 0, done: [...ask.done, asked] });

/** Everyone is told now. */
export const tell = (ask: Ask, { isClear }: { readonly isClear: boolean }): Ask => ({ ...ask, told: true, ...(isClear ? { toldClear: true } : {}) });

/** Why a provider has not given a field. */
export const reasonOf = (ask: Ask, provider: string): string => ask.reasons[provider] ?? `${provider} has not answered yet`;
