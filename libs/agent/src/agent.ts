import type { MenuItem, Policy } from './menu.js';
import type { Judgement, Kinds } from './run-event.js';
import type { Look, RunState } from './run-state.js';
import type { Source } from './source.js';

/** A stored page as extractors and verifier see it. */
export interface SnapshotText { readonly id: string; readonly url: string; readonly text: string; readonly flags: readonly string[]; readonly savedAt: string }

/** A rule of the app that a look must pass. */
export interface Guardrail<K extends Kinds> {
  readonly rule: string;
  /** Why this look may not happen, or null. */
  denies(item: MenuItem, state: RunState<K>): string | null;
}

/**
 * What an app brings to the loop. Everything but `sources`, `policy`, `snapshot` and `extract` is pure: the same lines give the
 * same answers, today and in a replay. The loop itself knows sources and budgets; what is asked and what counts is the app's.
 */
export interface Agent<K extends Kinds> {
  readonly policy: Policy<RunState<K>>;
  /** The only places that can be looked at. */
  readonly sources: readonly Source[];
  /** Checked in this order before every look, after the loop's own. */
  readonly guardrails: readonly Guardrail<K>[];
  /** UPDATE: what the evidence so far says. */
  judge(state: RunState<K>): Judgement<K['answer']>;
  /** PROPOSE: every look that could come next, the impossible ones with the reason. */
  menu(state: RunState<K>): readonly MenuItem[];
  /** Reads a stored snapshot back; from the record, never from outside. */
  snapshot(id: string): Promise<SnapshotText>;
  /**
   * EXTRACT: what a page says, with exact quotes. Ids must follow from run and place. May be slow and unsure (a model): what it
   * proposed is on record, a replay takes it from there, and `verify` judges it all the same.
   */
  extract(state: RunState<K>, look: Look, page: SnapshotText): readonly K['evidence'][] | Promise<readonly K['evidence'][]>;
  /** VERIFY: why a piece of evidence does not count, or null. */
  verify(evidence: K['evidence'], page: SnapshotText): string | null;
}
