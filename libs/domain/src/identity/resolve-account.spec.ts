import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildDirectory, matchDirectory, type DirectoryCompany } from '../enrichment/match-directory.js';
import { buildGraph } from './build-graph.js';
import { resolveAccount } from './resolve-account.js';

const company = (domain: string, name: string, more: Partial<DirectoryCompany> = {}): DirectoryCompany => ({ domain, name, aliasDomains: [], country: 'GB', employees: 100, vertical: null, coldSites: null, certifications: [], parent: null, ...more });

describe('resolveAccount', () => {
  const word = fc.constantFrom('larkmoor', 'corvane', 'harrow', 'twin');
  const anyRow = fc.record({ domain: word, name: word, alias: word, country: fc.constantFrom('GB', 'US', null) }).map(({ domain, name, alias, country }) => company(`${domain}.example`, `${name} foods`, { country, aliasDomains: [`${alias}.example`] }));
  const anyRows = fc.uniqueArray(anyRow, { maxLength: 5, selector: ({ domain, name }) => `${domain} ${name}` });
  const anyClue = fc.record({ domain: fc.option(word.map((name) => `${name}.example`)), name: fc.option(word.map((name) => `${name.toUpperCase()} Foods Ltd.`)), country: fc.constantFrom('GB', 'US', null), isNamedByPerson: fc.boolean() });

  it('decides as the directory does, where that decided and no exception holds', () => {
    let decided = 0;
    fc.assert(fc.property(anyRows, anyClue, (rows, clue) => {
      const before = matchDirectory(buildDirectory(rows), clue);
      const now = resolveAccount(buildGraph(rows), clue);
      const pointsElsewhere = before.outcome === 'match' && now.outcome === 'ambiguous' && before.by === 'domain' && now.candidates.includes(before.company);
      if (before.outcome !== 'match' || pointsElsewhere) return;
      decided += 1;
      expect(now).toMatchObject({ outcome: 'match', company: before.company, by: before.by });
    }), { numRuns: 2_000 });
    expect(decided).toBeGreaterThan(200);
  });

  it('finds nothing where the directory finds nothing', () => {
    fc.assert(fc.property(anyRows, anyClue, (rows, clue) => {
      if (matchDirectory(buildDirectory(rows), clue).outcome === 'none') expect(resolveAccount(buildGraph(rows), clue)).toEqual({ outcome: 'none' });
    }), { numRuns: 2_000 });
  });
});
