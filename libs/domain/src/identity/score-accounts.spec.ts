import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DirectoryCompany } from '../enrichment/match-directory.js';
import type { Account } from './account-graph.js';
import { candidatePairs, MOST_IN_BLOCK } from './blocking-keys.js';
import { buildGraph } from './build-graph.js';
import { accountKeys, scoreAccounts } from './score-accounts.js';

const company = (domain: string, name: string, country: string | null = 'GB', parent: string | null = null): DirectoryCompany => ({ domain, name, aliasDomains: [], country, employees: 100, vertical: null, coldSites: null, certifications: [], parent });
const pairOf = (rows: readonly DirectoryCompany[]) => {
  const graph = buildGraph(rows);
  const [a, b] = rows.map((row) => [...graph.accounts.values()].find((account) => account.company === row)!) as [Account, Account];
  return { graph, a, b, ...scoreAccounts(graph, a, b) };
};

describe('scoreAccounts', () => {
  it.each<[string, DirectoryCompany, DirectoryCompany, 'sure' | 'look' | 'no']>([
    ['one name and label under two endings', company('larkmoor.com', 'Larkmoor Ltd'), company('larkmoor.co.uk', 'LARKMOOR'), 'sure'],
    ['one label, a longer name', company('larkmoor.com', 'Larkmoor'), company('larkmoor.co.uk', 'Larkmoor Chilled Foods'), 'look'],
    ['one name in one country', company('larkmoor.example', 'Larkmoor Foods'), company('lm-foods.example', 'Larkmoor Foods Ltd'), 'look'],
    ['a slip in a name', company('larkmoor.example', 'Larkmoor Foods'), company('lm-foods.example', 'Larkmor Foods'), 'look'],
    ['one name in two countries', company('twin-gb.example', 'Twin Foods', 'GB'), company('twin-us.example', 'Twin Foods', 'US'), 'no'],
    ['one name, a GmbH and an AG', company('kuhl-a.example', 'Nord GmbH', 'DE'), company('kuhl-b.example', 'Nord AG', 'DE'), 'no'],
    ['a subsidiary of one name', company('harrow.example', 'Harrow'), company('harrow.test', 'Harrow Foods', 'GB', 'harrow.example'), 'no'],
    ['one word of two', company('corvane-l.example', 'Corvane Logistics'), company('corvane-e.example', 'Corvane Events'), 'no'],
  ])('%s', (_, one, other, expected) => {
    const { score } = pairOf([one, other]);
    expect(score >= 0.9 ? 'sure' : score >= 0.75 ? 'look' : 'no').toBe(expected);
  });

  const anyCompany = fc.record({ domain: fc.constantFrom('larkmoor.com', 'larkmoor.co.uk', 'larkmoor.example', 'harrow.example'), name: fc.constantFrom('Larkmoor', 'Larkmor GmbH', 'Larkmoor Foods AG', 'Foods Larkmoor', 'Harrow', '???'), country: fc.constantFrom('GB', 'DE', null), parent: fc.constantFrom(null, 'Harrow') }).map(({ domain, name, country, parent }) => company(domain, name, country, parent));
  it('is symmetric, between 0 and 1, and 1 for an account with itself', () => {
    fc.assert(fc.property(fc.uniqueArray(anyCompany, { minLength: 2, maxLength: 2, selector: ({ domain, name, country }) => `${domain} ${name} ${country}` }), (rows) => {
      const { graph, a, b, score, reasons } = pairOf(rows);
      expect(scoreAccounts(graph, b, a)).toEqual({ score, reasons });
      expect(score >= 0 && score <= 1).toBe(true);
      expect(scoreAccounts(graph, a, a).score).toBe(1);
    }), { numRuns: 1_000 });
  });

  it('leads likely pairs together, without comparing every account that sells foods', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => company(`firm-${at}.example`, `Firm${String.fromCharCode(97 + (at % 26))}${at} Foods`));
    const graph = buildGraph([...rows, company('larkmoor.com', 'Larkmoor Foods'), company('larkmoor.co.uk', 'Larkmoor Foods Ltd'), company('lm.example', 'Lark Moor Foods'), company('lm2.example', 'Larkmoor Foods International')]);
    const pairs = [...candidatePairs(graph.accounts.values(), accountKeys)];
    expect(pairs.map((pair) => pair.map(({ company: { domain } }) => domain).sort().join(' ')).filter((pair) => !pair.includes('firm-')).sort()).toEqual(['larkmoor.co.uk larkmoor.com', 'larkmoor.co.uk lm.example', 'larkmoor.co.uk lm2.example', 'larkmoor.com lm.example', 'larkmoor.com lm2.example']);
    expect(pairs.length).toBeLessThan(5_000 * MOST_IN_BLOCK);
  });
});
