import { describe, expect, it } from '@jest/globals';
import { APPS, topics } from '#contracts';
import { kafkaAccessList, schemaGrants } from './access-list.js';

const list = kafkaAccessList('sales.');
const lines = (app: string, operation: string) => list.filter((line) => line.includes(`User:${app} --operation ${operation}`));

describe('access to topics', () => {
  it('lets an app write what it publishes and nothing else', () => {
    const [write] = lines('enrichment', 'Write');
    const own = topics.filter(({ from }) => from.includes('enrichment')).map(({ contract }) => `sales.${contract.topic}`);
    expect([...write!.matchAll(/--topic (\S+)/g)].map(([, topic]) => topic)).toEqual(own);
    expect(own).not.toContain('sales.lead.captured.v1');
  });
  it('lets an app read what it hears, as its own group', () => {
    const [read, group] = lines('delivery', 'Read');
    expect(read).toContain('--topic sales.lead.assigned.v1');
    expect(read).not.toContain('sales.lead.captured.v1');
    expect(group).toMatch(/--group sales\.delivery$/);
  });
  it('names every producer and consumer of every topic', () => {
    for (const { contract, from, to } of topics) {
      for (const app of from) expect(lines(app, 'Write').join()).toContain(contract.topic);
      for (const app of to) expect(lines(app, 'Read').join()).toContain(contract.topic);
    }
  });
});

describe('grants', () => {
  it('give an app rights on its own schema and the shared one only', () => {
    const schemas = schemaGrants().flatMap((line) => [...line.matchAll(/ON (\w+)\.\* TO '(\w+)'/g)].map(([, schema, app]) => ({ schema, app })));
    expect(schemas).toEqual(APPS.flatMap((app) => [{ schema: `leadwright_${app}`, app }, { schema: 'leadwright_outside', app }]));
  });
});
