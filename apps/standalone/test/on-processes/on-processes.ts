import { describeWith, testBrokers, testDatabaseUrl } from '#testing';

/** The same e2e test against every app as a process of its own, two of each worker. */
export async function onProcesses(name: string, load: () => Promise<unknown>): Promise<void> {
  if (!testBrokers() || !testDatabaseUrl()) return describeWith(null, `${name} on processes`, 'there is no Kafka or no database. Run "npm run infra:up".', () => undefined);
  process.env['TEST_PRODUCT'] = 'processes';
  await load();
}
