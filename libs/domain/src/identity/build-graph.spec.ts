import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DirectoryCompany } from '../enrichment/match-directory.js';
import { isOwnedBy, type AccountGraph, type AccountLink } from './account-graph.js';
import { buildGraph } from './build-graph.js';

const company = (domain: string, name: string, more: Partial<DirectoryCompany> = {}): DirectoryCompany => ({ domain, name, aliasDomains: [], country: 'GB', employees: 100, vertical: null, coldSites: null, certifications: [], parent: null, ...more });
const link = (kind: AccountLink['kind'], a: string, b = ''): AccountLink => ({ kind, a, b });
const shown = ({ accounts, parents }: AccountGraph) => ({ accounts: [...accounts.values()].map(({ domains }) => [...domains].sort().join(' ')).sort(), parents: [...parents].map((pair) => pair.map((id) => id.split('#')[0]).join(' < ')).sort() });

const rows = [company('larkmoor.example', 'Larkmoor', { aliasDomains: ['larkmoor-foods.example'] }), company('larkmoor.test', 'Larkmoor Ireland', { country: 'IE' }), company('twin.example', 'Twin Foods'), company('twin.example', 'Twin Events'), company('harrow.example', 'Harrow', { parent: 'Larkmoor Ltd' })];

describe('buildGraph', () => {
  it.each<[string, AccountLink[], string[], string[]]>([
    ['takes the directory as it is', [], ['harrow.example', 'larkmoor-foods.example larkmoor.example', 'larkmoor.test', 'twin.example', 'twin.example'], ['harrow.example < larkmoor.example']],
    ['puts together what is said to be the same', [link('same', 'larkmoor.example', 'larkmoor.test')], ['harrow.example', 'larkmoor-foods.example larkmoor.example larkmoor.test', 'twin.example', 'twin.example'], ['harrow.example < larkmoor.example']],
    ['gives an account a domain that nobody has', [link('same', 'harrow-meat.example', 'harrow.example')], ['harrow-meat.example harrow.example', 'larkmoor-foods.example larkmoor.example', 'larkmoor.test', 'twin.example', 'twin.example'], ['harrow.example < larkmoor.example']],
    ['takes a domain away that is said to be another firm’s', [link('not-same', 'larkmoor-foods.example', 'larkmoor.example')], ['harrow.example', 'larkmoor.example', 'larkmoor.test', 'twin.example', 'twin.example'], ['harrow.example < larkmoor.example']],
    ['tells accounts of one domain by name', [link('parent', 'twin.example#TWIN FOODS Ltd', 'twin.example#Twin Events')], ['harrow.example', 'larkmoor-foods.example larkmoor.example', 'larkmoor.test', 'twin.example', 'twin.example'], ['harrow.example < larkmoor.example', 'twin.example < twin.example']],
  ])('%s', (_, links, accounts, parents) => {
    const graph = buildGraph(rows, links);
    expect({ ...shown(graph), problems: graph.problems }).toEqual({ accounts, parents, problems: [] });
  });

  it('follows no statement that names nothing, several, or what another contradicts, and says so', () => {
    const graph = buildGraph(rows, [
      link('same', 'nobody.example', 'none.example'), link('parent', 'twin.example', 'harrow.example'),
      link('same', 'larkmoor.example', 'larkmoor.test'), link('same', 'larkmoor.test', 'harrow.example'), link('not-same', 'larkmoor.example', 'harrow.example'),
    ]);
    expect(shown(graph)).toEqual(shown(buildGraph(rows)));
    expect(graph.problems).toEqual([
      'same nobody.example none.example: none.example names no account',
      'larkmoor.example#larkmoor#GB and larkmoor.test#larkmoor ireland#IE are said to be the same, and they or others of their group not to be: undo one of the statements',
      'larkmoor.test#larkmoor ireland#IE and harrow.example#harrow#GB are said to be the same, and they or others of their group not to be: undo one of the statements',
      'parent twin.example harrow.example: twin.example names 2 accounts, write it as domain#name',
    ]);
  });

  it('ends where owners go in a circle', () => {
    const graph = buildGraph([company('a.example', 'Aye', { parent: 'Bee' }), company('b.example', 'Bee', { parent: 'a.example' })]);
    const [a, b] = [...graph.accounts.keys()];
    expect([isOwnedBy(graph, a!, b!), isOwnedBy(graph, b!, a!), isOwnedBy(graph, a!, 'other')]).toEqual([true, true, false]);
  });

  const domain = fc.constantFrom('a.example', 'b.example', 'c.example', 'd.example');
  const anyRow = fc.record({ domain, name: fc.constantFrom('Aye', 'Bee Ltd', 'Bee'), country: fc.constantFrom('GB', 'IE', null), aliasDomains: fc.array(domain, { maxLength: 2 }), employees: fc.nat(3), parent: fc.constantFrom(null, 'Aye', 'b.example') }).map(({ domain: own, name, ...more }) => company(own, name, more));
  const anyLink = fc.record({ kind: fc.constantFrom<AccountLink['kind']>('same', 'parent', 'shared', 'not-same'), a: domain, b: fc.oneof(domain, fc.constant('a.example#Aye')) });

  it('does not depend on the order of rows and links', () => {
    const shuffled = <T>(list: fc.Arbitrary<T>) => fc.array(list, { maxLength: 6 }).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    const bytes = (value: unknown): string => JSON.stringify(value, (_, member) => (member instanceof Map ? [...member].sort(([a], [b]) => (a < b ? -1 : 1)) : member instanceof Set ? [...member].sort() : member));
    const of = (graph: AccountGraph) => bytes({ ...graph, byDomain: null, byName: null });
    fc.assert(fc.property(shuffled(anyRow), shuffled(anyLink), ([list, others], [links, otherLinks]) => expect(of(buildGraph(others, otherLinks))).toBe(of(buildGraph(list, links)))), { numRuns: 500 });
  });

  it('keeps every domain of the directory, each at an account that has it', () => {
    fc.assert(fc.property(fc.array(anyRow, { maxLength: 8 }), (list) => {
      const { byDomain } = buildGraph(list);
      for (const row of list) for (const own of [row.domain, ...row.aliasDomains]) expect(byDomain.get(own)!.every(({ domains }) => domains.has(own))).toBe(true);
    }));
  });

  it('grows with its rows: ten thousand of one name are one list', () => {
    const graph = buildGraph(Array.from({ length: 10_000 }, (_, at) => company(`host-${at}.example`, 'Aye Foods')));
    expect(graph.byName.get('aye foods')).toHaveLength(10_000);
  });
});
