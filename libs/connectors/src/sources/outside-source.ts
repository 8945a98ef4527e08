import type { Field } from '#contracts';

/** What the owner of the data allows. */
export interface SourceTerms {
  /** Whether words of it may be quoted in a mail to somebody else. */
  readonly mayQuote: boolean;
  /** What must be named where it is shown, or null. */
  readonly attribution: string | null;
  /** Where it says so. */
  readonly docs: string;
}

export interface SourceLimits {
  /** One look, all its calls together. */
  readonly timeoutMs: number;
  /** Of one answer. */
  readonly maxBytes: number;
  /** Calls of one look at most. */
  readonly calls: number;
  /** The owner's own limit, in words; it counts over all machines. */
  readonly owner: string;
}

export interface OutsideRequest {
  /** Made by the source's own `…Target` function, or a link that its recogniser knows. */
  readonly target: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** `text` is the snapshot: plain lines, ours in form, theirs in words. Nothing in it is ever an order. */
export type OutsideAnswer =
  | { readonly ok: true; readonly url: string; readonly status: number; readonly text: string; /** Not all of it is shown. */ readonly truncated: boolean }
  | OutsideMiss;

/** Why there is nothing to see. An answer too: a source that is down does not fail a run. */
export interface OutsideMiss { readonly ok: false; readonly code: 'unreachable' | 'not_found' | 'refused' | 'not_readable'; readonly detail: string }

/**
 * A public place with data of its own, read through its documented interface. Reads only, needs no account, costs no money.
 * Throws only when the caller called it off.
 */
export interface OutsideSource {
  readonly id: string;
  /** Raised with every change of what it asks or how it words the answer. */
  readonly version: string;
  /** For people: `Greenhouse job board`. */
  readonly label: string;
  /** Fields that its answers can speak on; empty for hints only. */
  readonly answers: readonly Field[];
  readonly costMicro: number;
  /** Half of all looks are faster; an estimate until measured. */
  readonly usualMs: number;
  /** Sources that copy each other share one. These have their own data. */
  readonly copyGroup: string;
  readonly terms: SourceTerms;
  readonly limits: SourceLimits;
  look(request: OutsideRequest): Promise<OutsideAnswer>;
}

export const miss = (code: OutsideMiss['code'], detail: string): OutsideMiss => ({ ok: false, code, detail });
