import type { SnapshotRef } from '#contracts';

/** A way onward that our parser found on a page; never a text that somebody wrote there for us. */
export interface FoundLink { readonly kind: string; readonly url: string }

/** What a look brought, or why it brought nothing. Both are answers: a site that is down does not fail a run. */
export type LookOutcome =
  | { readonly ok: true; readonly snapshot: SnapshotRef; readonly links: readonly FoundLink[]; readonly spentMicro: number }
  | { readonly ok: false; readonly code: 'unreachable' | 'not_found' | 'refused' | 'robots_denied' | 'not_readable'; readonly detail: string; readonly spentMicro: number };

export interface LookRequest {
  readonly runId: string;
  /** The same for the same look of the same run: a look that is repeated after a crash overwrites what it stored. */
  readonly callKey: string;
  readonly target: string;
  /** Time left for this look. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A place to look. Reads only. Throws only for trouble of our own (a `Failure`); then the look is taken again later. */
export interface Source {
  readonly id: string;
  readonly version: string;
  look(request: LookRequest): Promise<LookOutcome>;
}
