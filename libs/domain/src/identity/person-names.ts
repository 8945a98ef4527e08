import { fold } from '../lead/normalize-text.js';
import { NICKNAMES } from './nicknames.data.js';
import { similarWords } from './similar-names.js';

export interface NamedPerson { readonly firstName: string | null; readonly lastName: string | null }

export interface NameAgreement {
  /** 0: the names contradict each other; 1: they are the same. */
  readonly share: number;
  readonly reason: string;
}

/** Words closer than this are one word with a slip. */
const A_SLIP = 0.9;
/** What a name is worth of which one side says only one part. */
const ONE_PART = 0.8;

const FULL_NAMES = new Map<string, string[]>();
for (const row of NICKNAMES) for (const name of row) FULL_NAMES.set(name, [...FULL_NAMES.get(name) ?? [], row[0]!]);

/** The full names a first name can stand for; itself where none is known. */
export const fullNames = (folded: string): readonly string[] => FULL_NAMES.get(folded) ?? [folded];

/** Words of which two names that agree have one in common: the full first names, and each part of the last name. Folded. */
export function nameWords({ firstName, lastName }: NamedPerson): string[] {
  const [first, last] = [fold(firstName ?? ''), fold(lastName ?? '')];
  return [...new Set([first, last].filter(Boolean).flatMap((name) => [...fullNames(name), ...name.split(' ')]))];
}

/**
 * How far the names of two people agree; null where there is nothing to compare. Symmetric.
 * One of the two parts must be the same, short for the same or partly the same; then the other may have a slip or be an initial.
 */
export function compareNames(a: NamedPerson, b: NamedPerson): NameAgreement | null {
  const [first, otherFirst, last, otherLast] = [a.firstName, b.firstName, a.lastName, b.lastName].map((name) => fold(name ?? '')) as [string, string, string, string];
  const firsts = first && otherFirst ? compareFirst(first, otherFirst) : null;
  const lasts = last && otherLast ? compareLast(last, otherLast) : null;
  if (!firsts && !lasts) return null;
  if (firsts && lasts) {
    if (first === otherLast && last === otherFirst && first !== last) return { share: 0.9, reason: 'first and last name swapped' };
    if (firsts.isSure || lasts.isSure) return { share: firsts.share * lasts.share, reason: firsts.share * lasts.share === 0 ? 'different names' : firsts.reason ?? lasts.reason ?? 'same name' };
    return { share: 0, reason: 'different names' };
  }
  const { share, isSure } = (firsts ?? lasts)!;
  return isSure ? { share: share * ONE_PART, reason: firsts ? 'same first name, no last name' : 'same last name, no first name' } : { share: 0, reason: 'different names' };
}

interface PartAgreement { readonly share: number; readonly isSure: boolean; readonly reason: string | null }
const SAME: PartAgreement = { share: 1, isSure: true, reason: null };
const OTHER: PartAgreement = { share: 0, isSure: false, reason: null };

function compareFirst(a: string, b: string): PartAgreement {
  if (a === b) return SAME;
  const names = [a, b].sort().join(', ');
  if (fullNames(a).some((name) => fullNames(b).includes(name))) return { share: 0.9, isSure: true, reason: `first names that go together: ${names}` };
  if ((a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b))) return { share: 0.85, isSure: false, reason: `initial and name: ${names}` };
  return FULL_NAMES.has(a) && FULL_NAMES.has(b) ? OTHER : compareSlips(a, b, names);
}

function compareLast(a: string, b: string): PartAgreement {
  if (a === b) return SAME;
  const names = [a, b].sort().join(', ');
  const others = new Set(b.split(' ').filter((word) => word.length > 3));
  if (a.split(' ').some((word) => others.has(word))) return { share: 0.9, isSure: true, reason: `last names with a part in common: ${names}` };
  return compareSlips(a, b, names);
}

const compareSlips = (a: string, b: string, names: string): PartAgreement => (similarWords(a, b) >= A_SLIP ? { share: 0.9, isSure: false, reason: `names that differ by a slip: ${names}` } : OTHER);
