import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildWorld } from './build-world.js';
import { directoryCsv } from './directory-csv.js';

const world = buildWorld();

describe('directoryCsv', () => {
  it('is the file in config: `npm run sandbox -- --write-directory` writes it again', () => {
    expect(readFileSync('config/directory.csv', 'utf8')).toBe(directoryCsv(world));
  });

  it('lists enough companies that most leads need no research, and leaves the others to their own pages', () => {
    const rows = world.companies.flatMap(({ directory }) => directory);
    expect(rows.length).toBeGreaterThanOrEqual(120);
    expect(rows.length).toBeLessThanOrEqual(200);
    expect(world.companies.filter(({ directory }) => directory.length === 0).length).toBeGreaterThan(25);
  });

  it('has two companies behind one domain, so that a domain alone does not tell', () => {
    expect(directoryCsv(world).split('\n').filter((line) => line.startsWith('corvane.example'))).toHaveLength(2);
  });

  it('puts a cell that holds a comma into quotation marks', () => {
    const [company] = world.companies;
    const odd = { ...company!, directory: [{ ...company!.directory[0]!, name: 'Larkmoor, "the cold ones"' }] };
    expect(directoryCsv({ companies: [odd], byHost: new Map() })).toContain(',"Larkmoor, ""the cold ones""",');
  });
});

describe('buildWorld', () => {
  it('is the same every time', () => {
    expect(buildWorld().companies).toEqual(world.companies);
  });

  it('gives every company a reserved name of its own', () => {
    const hosts = world.companies.flatMap(({ domain, aliasDomains }) => [domain, ...aliasDomains]);
    expect(new Set(hosts).size).toBe(hosts.length);
    expect(hosts.filter((host) => !/^[a-z0-9-]+\.example$/.test(host))).toEqual([]);
    expect(new Set(world.companies.map(({ name }) => name)).size).toBe(world.companies.length);
  });
});
