import type { Group } from '../world/company.js';

/** Where the leads that are not of the cast come from, in parts of a demo of 200. `partner`: a company that the directory knows, sent by the observed partner connection. */
export type Slot = Exclude<Group, 'cast'> | 'partner';
const SHARES: Readonly<Record<Slot, number>> = {
  'rich-na': 60, 'rich-emea': 24, 'rich-dach': 10, enterprise: 5, partner: 4, 'unfit-listed': 7, 'web-fit-na': 12, 'web-fit-emea': 9, 'web-unfit': 6, 'web-hard': 3, 'no-country': 2,
};
const ALL = Object.values(SHARES).reduce((sum, share) => sum + share, 0);

/** How many submissions of each kind, the cast included. */
export interface PlanCounts {
  readonly leads: number;
  readonly merged: number;
  readonly ignored: { readonly 'test-address': number; readonly 'job-seeker': number; readonly 'throwaway-mail': number };
  readonly attention: number;
  readonly refused: { readonly signature: number; readonly unreadable: number; readonly tooLarge: number };
  /** Submissions that ride in a call with another. */
  readonly riders: number;
}

/** Submissions below this number leave no room for the cast. */
export const FEWEST = 60;

/** 200 are 156 leads, 22 merged, 11 ignored, 2 that need attention and 9 refused, in 171 calls; other numbers in proportion. Errors: RangeError. */
export function countPlan(submissions: number): PlanCounts {
  if (!Number.isInteger(submissions) || submissions < FEWEST) throw new RangeError(`A plan needs at least ${FEWEST} submissions, so that the cast and some of every kind have room. Asked for ${submissions}.`);
  const part = (of200: number, least: number): number => Math.max(least, Math.round((of200 * submissions) / 200));
  const counts = {
    merged: part(22, 1), attention: 2, riders: part(29, 0),
    ignored: { 'test-address': part(6, 1), 'job-seeker': part(3, 1), 'throwaway-mail': part(2, 1) },
    refused: { signature: part(4, 2), unreadable: part(3, 1), tooLarge: part(2, 1) },
  };
  const sum = (group: object): number => Object.values(group).reduce((total: number, count) => total + Number(count), 0);
  return { ...counts, leads: submissions - counts.merged - counts.attention - sum(counts.ignored) - sum(counts.refused) };
}

/** Splits leads over the slots by share; what is left over after rounding down is for the largest. */
export function fillSlots(leads: number): Slot[] {
  const filled = (Object.entries(SHARES) as [Slot, number][]).flatMap(([slot, share]) => Array.from({ length: Math.floor((leads * share) / ALL) }, () => slot));
  return [...filled, ...Array.from({ length: leads - filled.length }, (): Slot => 'rich-na')];
}
