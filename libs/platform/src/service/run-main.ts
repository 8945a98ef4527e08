import { once } from 'node:events';
import { Environment } from '../environment.js';
import { armFailpointOf } from '../failpoint.js';
import { migrateService, startService } from './run-service.js';
import type { ServiceDefinition } from './service-definition.js';
import { keepHeapSmall } from './small-heap.js';

const HELP = (name: string): string => `node main.js [--migrate]

Runs ${name} as a process of its own: MODE=distributed, DATABASE_URL, KAFKA_BROKERS, LEADWRIGHT_KEY (docs/configuration.md).
  --migrate   only brings its schema up to date, then ends
`;

/** The entrance of an app: starts it, drains on SIGTERM, ends with 1 when it cannot go on. */
export async function runMain(definition: ServiceDefinition, variables: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  const { name } = definition;
  try {
    if (args.includes('--help')) return void process.stdout.write(HELP(name));
    const environment = new Environment(variables);
    if (args.includes('--migrate')) {
      await migrateService(definition, environment);
      return void process.stdout.write(`The schema of ${name} is up to date.\n`);
    }
    armFailpointOf(environment);
    keepHeapSmall();
    const running = await startService(definition, environment, (failure) => {
      process.stderr.write(`${name} cannot go on: ${failure.message}\n`);
      process.exit(1);
    });
    process.stdout.write(`${name} is ready on port ${running.port}.\n`);
    const [signal] = (await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])) as [NodeJS.Signals];
    const stopping = performance.now();
    process.stdout.write(`${signal}: draining, ${running.service.messaging.inFlight} in flight… `);
    await running.stop();
    process.stdout.write(`done in ${((performance.now() - stopping) / 1_000).toFixed(1)} s\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${name} did not start. ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
