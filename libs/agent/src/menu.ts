import type { StopReason } from '#contracts';

/** One look that could be taken next. Made by code; a policy only picks, so nothing read on a page can add to it. */
export interface MenuItem {
  /** Unique in the run: an item is looked at once. */
  readonly id: string;
  /** For people: `careers page`. */
  readonly label: string;
  readonly source: string;
  /** What the source is asked for: from our own templates, or a link that our own parser found on an allowed host. */
  readonly target: string;
  /** What the look is for: the question, or only the draft's first line. They draw on different shares of the budget. */
  readonly serves: 'question' | 'draft';
  /** What it may answer, as ids of the app. */
  readonly answers: readonly string[];
  /** Expected gain of looking, in money (millionths). */
  readonly worthMicro: number;
  /** What a look costs, attention included, in money (millionths). */
  readonly costMicro: number;
  /** The most it may cost in money that is really paid; reserved before the call. */
  readonly maxSpendMicro: number;
  /** Why it cannot be taken now, or null. */
  readonly blockedBy: string | null;
}

export type Decision =
  | { readonly kind: 'look'; readonly item: string; readonly why: string }
  | { readonly kind: 'conclude'; readonly stop: StopReason; readonly why: string };

/**
 * Chooses from what is legal, affordable and not looked at yet; `menu` is never empty. May be slow and unsure (a model):
 * what it chose is on record, and admission is checked by code all the same. `state` is the run as it stands.
 */
export interface Policy<S = unknown> {
  /** `<name>@<version>` */
  readonly id: string;
  choose(menu: readonly MenuItem[], state: S): Decision | Promise<Decision>;
}

/** Dollars with cents, or with as many digits as a small amount needs: `$0.50`, `$0.004`. */
export const dollars = (micro: number): string => `$${(micro / 1_000_000).toFixed(micro > 0 && micro < 10_000 ? 4 : 2)}`;
