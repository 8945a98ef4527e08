import './require-node.js';
import { once } from 'node:events';
import { Environment, keepHeapSmall } from '#platform';
import { describeProblems, describeStart } from './describe-start.js';
import { startStandalone } from './start-standalone.js';

try {
  const started = performance.now();
  keepHeapSmall();
  const environment = new Environment(process.env);
  const standalone = await startStandalone(environment);
  process.stdout.write(await describeStart(environment, { port: standalone.port, seconds: (performance.now() - started) / 1_000, services: standalone.services }));
  process.stdout.write(describeProblems(environment, standalone.services));

  const [signal] = (await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])) as [NodeJS.Signals];
  const stopping = performance.now();
  process.stdout.write(`${signal}: draining, ${standalone.inFlight()} in flight… `);
  await standalone.stop();
  process.stdout.write(`done in ${((performance.now() - stopping) / 1_000).toFixed(1)} s\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`Leadwright did not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
