import { isFreeMail, registrableDomain } from '../lead/company-domain.js';
import type { DirectoryCompany } from '../enrichment/match-directory.js';
import { isOwnedBy, type Account, type AccountGraph } from './account-graph.js';
import { asciiHost, canonicalCompany, type CanonicalCompany } from './canonical.js';

export type Resolution =
  | { readonly outcome: 'match'; readonly company: DirectoryCompany; readonly by: 'domain' | 'name'; readonly account: string }
  | { readonly outcome: 'ambiguous'; readonly candidates: readonly DirectoryCompany[] }
  | { readonly outcome: 'none' };

/** What a lead says of its company; `isNamedByPerson` where a person entered or confirmed the name. */
export interface AccountClue { readonly domain: string | null; readonly name: string | null; readonly country: string | null; readonly isNamedByPerson?: boolean }

/**
 * The account a lead belongs to. A domain is evidence, not identity, and `ambiguous` is an answer.
 * - One account behind the domain is it, unless the name is exactly that of another: one that belongs to it is then meant
 *   (people of a subsidiary write from the group's domain), any other makes it ambiguous.
 * - Several behind the domain, or a domain said to be shared, need the name. A name that a person entered and none of them has is none of them.
 * - Else the name decides, where the country does not contradict; of those with one name the legal form may. Who
 *   writes from a domain with letters beyond a–z that no account has is never taken for one by the name alone: it may imitate one.
 *
 * What `matchDirectory` decides is decided the same, but for the named exceptions: two rows that are one account, country or legal
 * form telling two apart, a name that points elsewhere, a shared domain, such letters. Hosts are compared exactly, from the
 * whole one up to the registrable domain; a mailbox provider's says nothing.
 */
export function resolveAccount(graph: AccountGraph, { domain, name, country, isNamedByPerson }: AccountClue): Resolution {
  const said = name ? canonicalCompany(name) : null;
  const named = said ? graph.byName.get(said.plain) ?? [] : [];
  const host = hostBehind(graph, domain);
  const behind = graph.byDomain.get(host ?? '') ?? [];
  const isShared = host !== null && graph.shared.has(host);

  if (behind.length === 1 && !isShared) return decideOne(graph, behind[0]!, named.includes(behind[0]!) ? [] : ofCountry(named, country));
  const both = behind.filter((account) => named.includes(account));
  if (both.length > 0) return decide(tellApart(both, said, country), 'domain');
  if (behind.length > 0 && !isNamedByPerson && !(isShared && said)) return ambiguous(behind);

  const rest = tellApart(ofCountry(named, country), said, country);
  return rest.length === 1 && isForeign(domain) ? ambiguous(rest) : decide(rest, 'name');
}

/** The nearest host that an account has, from the lead's own up to its registrable domain, or its own where that is shared; null where it says nothing. What lies under a shared host is itself. */
function hostBehind({ byDomain, shared }: AccountGraph, domain: string | null): string | null {
  const own = domain ? asciiHost(domain) : null;
  const top = registrableDomain(own);
  if (!own || !top || isFreeMail(top)) return null;
  for (let host = own; host.length >= top.length; host = host.slice(host.indexOf('.') + 1)) {
    if (shared.has(host)) return host === own ? host : null;
    if (byDomain.has(host)) return host;
  }
  return null;
}

/** `others`: accounts behind other domains that have exactly the name that was said. */
function decideOne(graph: AccountGraph, account: Account, others: readonly Account[]): Resolution {
  if (others.length === 0) return decide([account], 'domain');
  const owned = others.filter(({ id }) => isOwnedBy(graph, id, account.id));
  if (owned.length > 0) return decide(owned, 'name');
  return others.some(({ id }) => isOwnedBy(graph, account.id, id)) ? decide([account], 'domain') : ambiguous([account, ...others]);
}

const ofCountry = (accounts: readonly Account[], country: string | null): readonly Account[] => accounts.filter(({ company }) => !company.country || !country || company.country === country);

/** Those that country, then legal form leave; all, where neither is known to fit any. */
function tellApart(accounts: readonly Account[], said: CanonicalCompany | null, country: string | null): readonly Account[] {
  const fits: ((account: Account) => boolean)[] = [
    ({ company }) => country !== null && company.country === country,
    ({ company }) => said?.legalForm != null && canonicalCompany(company.name).legalForm === said.legalForm,
  ];
  return fits.reduce((left, fit) => (left.length > 1 && left.some(fit) ? left.filter(fit) : left), accounts);
}

const isForeign = (domain: string | null): boolean => domain !== null && /(^|\.)xn--/.test(asciiHost(domain) ?? '');
const ambiguous = (accounts: readonly Account[]): Resolution => ({ outcome: 'ambiguous', candidates: accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ company }) => company) });
const decide = (accounts: readonly Account[], by: 'domain' | 'name'): Resolution =>
  accounts.length === 1 ? { outcome: 'match', company: accounts[0]!.company, by, account: accounts[0]!.id } : accounts.length > 1 ? ambiguous(accounts) : { outcome: 'none' };
