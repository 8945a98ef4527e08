import type { CheckedStore, StoreKind } from './checked-store.js';

export interface Break { readonly id: string; readonly why: string }

/** What was looked at, and what of it is broken. */
export interface Found { readonly looked: number; readonly breaks: readonly Break[] }

/** Something that is true of every store, at every moment. */
export interface Invariant {
  readonly name: string;
  /** For a person, as a sentence that holds. */
  readonly says: string;
  /** Tables it reads; where one is missing there is nothing to check. */
  readonly tables: readonly string[];
  /** The one kind of store that it is about, and why the other has nothing like it. */
  readonly only?: { readonly kind: StoreKind; readonly because: string };
  readonly find: (store: CheckedStore) => Found;
}

/** Looks at every item; `why` says what is wrong with it, if anything is. */
export function look<T>(items: Iterable<T>, idOf: (item: T) => string, why: (item: T) => string | null | false | undefined): Found {
  let looked = 0;
  const breaks: Break[] = [];
  for (const item of items) {
    looked += 1;
    const reason = why(item);
    if (reason) breaks.push({ id: idOf(item), why: reason });
  }
  return { looked, breaks };
}

export const both = (...found: readonly Found[]): Found => ({ looked: found.reduce((sum, { looked }) => sum + looked, 0), breaks: found.flatMap(({ breaks }) => breaks) });

/** How many items have each key. */
export function countBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
