// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startInfra } from './infra/start-infra.js';
import { stopInfra } from './infra/stop-infra.js';

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning', 'node_modules/jest/bin/jest.js'];

/** Runs all tests against real servers: what does not run yet is started before and stopped after. Without servers their suites are skipped, in CI they fail. */
const infra = await startInfra().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\nThe tests that need Kafka or MariaDB are skipped.\n`);
  return null;
});
const jest = spawn(process.execPath, [...JEST, ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: infra?.DATABASE_URL, TEST_KAFKA_BROKERS: infra?.KAFKA_BROKERS } });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => jest.kill(signal));
const [code] = await once(jest, 'exit');
if (infra && infra.started.length > 0) await stopInfra({ names: infra.started });
process.exitCode = code ?? 1;
