// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findProgram, run } from './infra/programs.js';
import { startInfra } from './infra/start-infra.js';
import { stopInfra } from './infra/stop-infra.js';

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning', 'node_modules/jest/bin/jest.js'];

/** They measure, kill under load, or run a dozen processes: others beside them would be part of the result. */
const ALONE = String.raw`((kill-nine|operations|on-processes/.*)\.e2e-spec|gate\.int\.spec)\.ts$`;
const given = process.argv.slice(2);
const RUNS = given.length > 0 ? [given] : [['--maxWorkers=2', `--testPathPatterns=^(?!.*${ALONE})`], [`--testPathPatterns=${ALONE}`]];

/** While the servers start. With specs named, only those are run. */
const checks = Promise.allSettled(given.length > 0 ? [] : ['types', 'lint'].map((script) => run('npm', ['run', '--silent', script])));

/** Runs all tests against real servers: what does not run yet is started before and stopped after. Without servers their suites are skipped, in CI they fail. */
const infra = await startInfra().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\nThe tests that need Kafka or MariaDB are skipped.\n`);
  return null;
});
await installBrowser();
const refused = (await checks).filter(({ status }) => status === 'rejected');
for (const one of refused) process.stderr.write(`${/** @type {PromiseRejectedResult} */ (one).reason.message}\n`);
process.exitCode = refused.length > 0 ? 1 : 0;

/** @type {ReturnType<typeof spawn> | undefined} */
let jest;
let isStopped = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    isStopped = true;
    jest?.kill(signal);
  });
}
for (const parameters of RUNS) {
  if (isStopped || refused.length > 0) break;
  jest = spawn(process.execPath, [...JEST, ...parameters], { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: infra?.DATABASE_URL, TEST_KAFKA_BROKERS: infra?.KAFKA_BROKERS } });
  const [code] = await once(jest, 'exit');
  process.exitCode = (code ?? 1) || process.exitCode;
}
if (infra && infra.started.length > 0) await stopInfra({ names: infra.started });

/** Once, before several specs look for it at the same time; where it cannot be installed they say so. */
async function installBrowser() {
  const known = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  if (process.env['CHROMIUM_PATH'] || known.some(findProgram) || process.getuid?.() !== 0 || !findProgram('apt-get')) return;
  process.stderr.write("browser: installing Debian's chromium\n");
  await run('apt-get', ['update', '-qq']).then(() => run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])).catch((error) => process.stderr.write(`${error.message}\n`));
}
