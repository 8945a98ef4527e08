import type { DirectoryCompany } from '../enrichment/match-directory.js';

/**
 * A statement about accounts that is in force, made by a person or by research; one that was undone is not given.
 * - `same`: two accounts are one, for which `a` speaks, or a domain that no account has is one of the other's.
 * - `parent`: `a` owns `b`. They stay two accounts.
 * - `shared`: firms that have nothing to do with each other use domain `a` (a host, an office, a franchise); `b` is not read.
 * - `not-same`: two accounts are not one, or a domain is not the other's, whatever the directory says.
 */
export interface AccountLink {
  readonly kind: 'same' | 'parent' | 'shared' | 'not-same';
  /** A domain; where several accounts have it, `domain#name`. */
  readonly a: string;
  readonly b: string;
}

/** A company, known by its domains. */
export interface Account {
  /** Main domain, plain name and country: the same for the same directory, whatever the order of its rows. */
  readonly id: string;
  /** The row that speaks for it. */
  readonly company: DirectoryCompany;
  /** Plain names. */
  readonly names: ReadonlySet<string>;
  /** Hosts in ASCII. */
  readonly domains: ReadonlySet<string>;
}

export interface AccountGraph {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly byDomain: ReadonlyMap<string, readonly Account[]>;
  readonly byName: ReadonlyMap<string, readonly Account[]>;
  /** Domains that tell nothing without a name. */
  readonly shared: ReadonlySet<string>;
  /** Account id → id of the account that owns it. */
  readonly parents: ReadonlyMap<string, string>;
  /** Statements that were not followed, and why, each a sentence. */
  readonly problems: readonly string[];
}

/** Whether the account `id` belongs to the account `owner`, directly or through others. A circle of owners ends. */
export function isOwnedBy({ parents }: Pick<AccountGraph, 'parents'>, id: string, owner: string): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(id); at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === owner) return true;
    seen.add(at);
  }
  return false;
}
