import type { Field } from '#contracts';
import type { ChosenFact } from '../enrichment/choose-facts.js';
import type { DirectoryMatch } from '../enrichment/match-directory.js';

export type FieldState = 'known' | 'unknown' | 'ambiguous' | 'conflicting';

/** How the search for a field ended; null where none was made. */
export type SearchEnd = 'filled' | 'exhausted' | 'ceiling_hit' | 'blocked' | 'needs_review' | null;

export interface FieldStanding {
  readonly state: FieldState;
  /** What somebody can do about it, as a request to them; null where nothing is to be done. */
  readonly next: string | null;
}

/**
 * How a field of a lead stands, and what to do next. A person's value is known, whatever machines say. What could be of several companies
 * is ambiguous, and so is a value that its source would not stand by; a value that others contradict is conflicting.
 */
export function stateOf(field: Field, { chosen, match, end }: { chosen: ChosenFact | null; match: DirectoryMatch['outcome']; end: SearchEnd }): FieldStanding {
  if (chosen?.fact.origin === 'human') return KNOWN;
  if (chosen && chosen.conflicting.length > 0) return { state: 'conflicting', next: 'ask the owner which is right' };
  if (chosen) return end === 'needs_review' ? { state: 'ambiguous', next: 'confirm it, or correct it' } : KNOWN;
  const isOfCompany = field.startsWith('company.');
  if (isOfCompany && match === 'ambiguous') return { state: 'ambiguous', next: 'say which company it is' };
  return { state: 'unknown', next: NEXT[end ?? 'exhausted'] ?? (isOfCompany ? 'look at their website' : 'ask the person') };
}

const KNOWN: FieldStanding = { state: 'known', next: null };
const NEXT: Partial<Record<NonNullable<SearchEnd>, string>> = { blocked: 'wait for the source that is down, or enter it', ceiling_hit: 'allow more money for it, or enter it', needs_review: 'say which of the answers is right' };
