import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { APPS, generatedFiles, routes, topics } from './index.js';

const root = join(import.meta.dirname, '..');
const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

describe('events', () => {
  it('has one topic per type, named after it', () => {
    const names = topics.map(({ contract }) => contract.topic);
    expect(new Set(names).size).toBe(names.length);
    for (const { contract } of topics) expect(contract.topic).toBe(`${contract.type}.v${contract.version}`);
  });

  it.each(topics.map(({ contract }) => [contract.topic, contract] as const))('%s reads its golden sample and loses nothing of it', (topic, contract) => {
    const sample = json(`samples/${topic}.json`);
    expect(contract.schema.parse(sample)).toEqual(sample);
  });

  it.each(topics.map(({ contract }) => [contract.topic, contract] as const))('%s refuses another type, a missing lead and data that is no object', (topic, contract) => {
    const sample = json(`samples/${topic}.json`) as Record<string, unknown>;
    for (const broken of [{ ...sample, type: 'lead.imagined' }, { ...sample, leadId: undefined }, { ...sample, data: 'text' }, { ...sample, sequence: -1 }]) {
      expect(contract.schema.safeParse(broken).success).toBe(false);
    }
  });

  it('has no sample of a topic that is gone', () => {
    const known = new Set(topics.map(({ contract }) => `${contract.topic}.json`));
    expect(globSync('*.json', { cwd: join(root, 'samples') }).filter((name) => !known.has(name))).toEqual([]);
  });

  it('names known apps as producers and consumers', () => {
    for (const { from, to } of topics) expect([...from, ...to].every((app) => APPS.includes(app))).toBe(true);
  });
});

describe('routes', () => {
  it('has every method and path once', () => {
    const names = routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':x')}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('lets nobody change anything without a role, a signature or a signed token in the path', () => {
    expect(routes.filter(({ method, path, allow }) => method !== 'GET' && allow === 'anyone' && !path.endsWith('/:token'))).toEqual([]);
  });
});

describe('generated files', () => {
  it.each(Object.entries(generatedFiles()))('%s is up to date (npm run contracts)', (name, content) => {
    expect(existsSync(join(root, 'generated', name))).toBe(true);
    expect(json(`generated/${name}`)).toEqual(JSON.parse(JSON.stringify(content)));
  });
});
