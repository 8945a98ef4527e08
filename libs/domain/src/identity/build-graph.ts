import type { DirectoryCompany } from '../enrichment/match-directory.js';
import type { Account, AccountGraph, AccountLink } from './account-graph.js';
import { asciiHost, canonicalCompany } from './canonical.js';
import { joinSame, type Pair } from './join-same.js';

interface Node { readonly id: string; readonly company: DirectoryCompany; readonly name: string; readonly domains: Set<string> }
type Find = (end: string) => readonly Node[];

/**
 * The accounts of a directory, put together and kept apart as the links say. Rows with one domain, name and country are one account.
 * The order of rows and links does not matter. A link that names nothing, or several, is not followed; nor is any `same` that a
 * `not-same` contradicts: `problems` names them. Time and memory grow with the number of rows and links.
 */
export function buildGraph(rows: Iterable<DirectoryCompany>, links: readonly AccountLink[] = []): AccountGraph {
  const said = (kind: AccountLink['kind']) => links.filter((link) => link.kind === kind).toSorted((x, y) => compare(textOf(x), textOf(y)));
  const problems: string[] = [];
  const nodes = nodesOf(rows, said('not-same'));
  const find = finder(nodes);

  const same = said('same').flatMap((link) => samePair(link, find, problems));
  const notSame = said('not-same').flatMap(({ a, b }) => find(a).flatMap((one) => find(b).filter((other) => other !== one).map((other): Pair => [one.id, other.id])));
  const { first, contradicted } = joinSame(nodes.keys(), same, notSame);
  for (const [a, b] of contradicted) problems.push(`${a} and ${b} are said to be the same, and they or others of their group not to be: undo one of the statements`);

  const accounts = new Map([...Map.groupBy(nodes.values(), ({ id }) => first.get(id)!)].map(([id, group]) => [id, toAccount(nodes.get(id)!, group)]));
  const byDomain = indexBy(accounts.values(), ({ domains }) => domains);
  const byName = indexBy(accounts.values(), ({ names }) => names);
  const parents = new Map([...accounts.values()].flatMap(({ id, company: { parent } }): Pair[] => {
    const owners = parent ? byDomain.get(asciiHost(parent) ?? '') ?? byName.get(canonicalCompany(parent).plain) ?? [] : [];
    return owners.length === 1 && owners[0]!.id !== id ? [[id, owners[0]!.id]] : [];
  }));
  for (const link of said('parent')) {
    const [owner, owned] = [only(link, link.a, find, problems), only(link, link.b, find, problems)].map((node) => node && first.get(node.id)!);
    if (owner && owned && owner !== owned) parents.set(owned, owner);
  }
  return { accounts, byDomain, byName, shared: new Set(said('shared').flatMap(({ a }) => asciiHost(a) ?? [])), parents, problems };
}

/** What people say of a domain counts before the alias domains of the directory. */
function nodesOf(rows: Iterable<DirectoryCompany>, notSame: readonly AccountLink[]): Map<string, Node> {
  const apart = new Set(notSame.flatMap(({ a, b }) => [`${domainIn(a)} ${domainIn(b)}`, `${domainIn(b)} ${domainIn(a)}`]));
  const nodes = new Map<string, Node>();
  for (const company of rows) {
    const name = canonicalCompany(company.name).plain;
    const main = asciiHost(company.domain) ?? company.domain;
    const aliases = company.aliasDomains.flatMap((domain) => asciiHost(domain) ?? []).filter((domain) => !apart.has(`${main} ${domain}`));
    const id = `${main}#${name}#${company.country ?? ''}`;
    const known = nodes.get(id);
    const speaks = known && compare(JSON.stringify(known.company), JSON.stringify(company)) <= 0 ? known.company : company;
    nodes.set(id, { id, company: speaks, name, domains: new Set([main, ...known?.domains ?? [], ...aliases]) });
  }
  return nodes;
}

/** Few directories come with links: the index is made when one is looked up. */
function finder(nodes: ReadonlyMap<string, Node>): Find {
  let byDomain: Map<string, Node[]> | undefined;
  return (end) => {
    byDomain ??= indexBy(nodes.values(), ({ domains }) => domains);
    const name = end.includes('#') ? canonicalCompany(end.slice(end.indexOf('#') + 1)).plain : null;
    return (byDomain.get(domainIn(end)) ?? []).filter((node) => name === null || node.name === name);
  };
}

const domainIn = (end: string): string => asciiHost(end.split('#')[0]!) ?? '';

/** Two accounts that are one; or none, where one end is a domain that the other's account gets. */
function samePair(link: AccountLink, find: Find, problems: string[]): Pair[] {
  const [there, other] = find(link.a).length > 0 ? [link.a, link.b] : [link.b, link.a];
  const node = only(link, there, find, problems);
  if (!node) return [];
  if (find(other).length === 0 && !other.includes('#') && domainIn(other) !== '') {
    node.domains.add(domainIn(other));
    return [];
  }
  const second = only(link, other, find, problems);
  return second ? [[node.id, second.id]] : [];
}

function only(link: AccountLink, end: string, find: Find, problems: string[]): Node | null {
  const found = find(end);
  if (found.length === 1) return found[0]!;
  problems.push(`${textOf(link)}: ${end} names ${found.length === 0 ? 'no account' : `${found.length} accounts, write it as domain#name`}`);
  return null;
}

const toAccount = ({ id, company }: Node, group: readonly Node[]): Account => ({ id, company, names: new Set(group.map(({ name }) => name).filter(Boolean)), domains: new Set(group.flatMap(({ domains }) => [...domains])) });

function indexBy<T>(values: Iterable<T>, keysOf: (value: T) => Iterable<string>): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const value of values) {
    for (const key of keysOf(value)) {
      const list = index.get(key);
      if (list) list.push(value);
      else index.set(key, [value]);
    }
  }
  return index;
}

const textOf = ({ kind, a, b }: AccountLink): string => `${kind} ${a} ${b}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
