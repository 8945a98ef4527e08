/** One company of the directory. Lists are empty, numbers null, where the directory says nothing. */
export interface DirectoryCompany {
  readonly domain: string;
  readonly aliasDomains: readonly string[];
  readonly name: string;
  readonly country: string | null;
  readonly employees: number | null;
  readonly vertical: string | null;
  readonly coldSites: number | null;
  readonly certifications: readonly string[];
  readonly parent: string | null;
}

export interface Directory {
  readonly size: number;
  readonly byDomain: ReadonlyMap<string, readonly DirectoryCompany[]>;
  readonly byName: ReadonlyMap<string, readonly DirectoryCompany[]>;
}

export type DirectoryMatch =
  | { readonly outcome: 'match'; readonly company: DirectoryCompany; readonly by: 'domain' | 'name' }
  | { readonly outcome: 'ambiguous'; readonly candidates: readonly DirectoryCompany[] }
  | { readonly outcome: 'none' };

const LEGAL_FORM = /\b(ltd|limited|inc|incorporated|llc|plc|gmbh|ag|kg|co|corp|corporation|bv|b\.v|nv|sa|sarl|srl|spa|as|asa|ab|oy|aps|a\/s|s\.a)\b\.?/g;

/** A company name without legal form, case, accents and signs: what two spellings of one company have in common. */
export const plainName = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/&/g, ' and ').replace(LEGAL_FORM, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

export function buildDirectory(rows: readonly DirectoryCompany[]): Directory {
  const byDomain = new Map<string, DirectoryCompany[]>();
  const byName = new Map<string, DirectoryCompany[]>();
  const put = (index: Map<string, DirectoryCompany[]>, key: string, row: DirectoryCompany) => { if (key) index.set(key, [...(index.get(key) ?? []), row]); };
  for (const row of rows) {
    for (const domain of new Set([row.domain, ...row.aliasDomains])) put(byDomain, domain.toLowerCase(), row);
    put(byName, plainName(row.name), row);
  }
  return { size: rows.length, byDomain, byName };
}

/**
 * The company a lead belongs to: by domain, where a name decides between several behind one domain; else by name, where the
 * country must not contradict. Two that remain are ambiguous: nothing is taken from either. Where a person said the name
 * (`isNamedByPerson`), several companies behind one domain that are called otherwise are none of them it.
 */
export function matchDirectory(directory: Directory, lead: { domain: string | null; name: string | null; country: string | null; isNamedByPerson?: boolean }): DirectoryMatch {
  const name = lead.name ? plainName(lead.name) : '';
  const all = lead.domain ? directory.byDomain.get(lead.domain.toLowerCase()) ?? [] : [];
  const named = all.filter((row) => plainName(row.name) === name);
  const behind = all.length > 1 && (named.length > 0 || lead.isNamedByPerson) ? named : all;
  if (behind.length > 0) return decide(behind, 'domain');
  const sameName = name ? directory.byName.get(name) ?? [] : [];
  return decide(sameName.filter(({ country }) => !country || !lead.country || country === lead.country), 'name');
}

const decide = (rows: readonly DirectoryCompany[], by: 'domain' | 'name'): DirectoryMatch =>
  rows.length === 1 ? { outcome: 'match', company: rows[0]!, by } : rows.length > 1 ? { outcome: 'ambiguous', candidates: rows } : { outcome: 'none' };
