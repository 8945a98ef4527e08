import { describe, it } from '@jest/globals';
import { testBrokers, testDatabaseUrl } from '#testing';

/** The same e2e test against every app as a process of its own, two of each worker. Without servers it is skipped with the reason; in CI that is a failure. */
export async function onProcesses(name: string, load: () => Promise<unknown>): Promise<void> {
  if (testBrokers() && testDatabaseUrl()) {
    process.env['TEST_PRODUCT'] = 'processes';
    await load();
    return;
  }
  const reason = `${name} on processes: skipped, there is no Kafka or no database. Run "npm run infra:up".`;
  describe(name, () => {
    if (process.env['CI'] === 'true') it(reason, () => { throw new Error(reason); });
    else it.skip(reason, () => undefined);
  });
}
