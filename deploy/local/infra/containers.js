// @ts-check
import { spawnSync } from 'node:child_process';
import { databaseAnswers, kafkaAnswers } from './answers.js';
import { firstPort, keepPorts } from './ports.js';
import { run } from './programs.js';
import { databaseUrl } from './start-mariadb.js';
import { home } from './state.js';
import { waitUntil } from './wait-until.js';

/** Of its own, so that `docker compose up` of the same file is another project. */
const compose = ['compose', '--project-name', 'leadwright-infra', '--file', `${home}/docker-compose.yml`];

/** Whether a Docker engine answers and Compose is there. */
export const engineAnswers = () => [['info'], ['compose', 'version']].every((ask) => spawnSync('docker', ask, { stdio: 'ignore', timeout: 10_000 }).status === 0);

/** @param {import('./state.js').State} state @returns {NodeJS.ProcessEnv} what docker-compose.yml asks for */
const settings = (state) => ({ KAFKA_PORT: String(state.ports.kafka[0] ?? ''), MARIADB_PORT: String(state.ports.mariadb[0] ?? ''), MARIADB_PASSWORD: state.password ?? '' });

/**
 * Brings up one service of docker-compose.yml and waits until it answers.
 * @param {'kafka' | 'mariadb'} service
 * @param {{ cache: string, state: import('./state.js').State, keep: () => void, say: import('./state.js').Say }} options keep: writes the state
 * @returns {Promise<string[]>} the names of the services that were started now
 */
export async function startContainer(service, { cache, state, keep, say }) {
  const missing = !state.containers.includes(service);
  if (missing) {
    state.ports[service] = await keepPorts(1, state.ports[service], firstPort(cache) + (service === 'kafka' ? 100 : 0));
    if (service === 'kafka') Object.assign(state, { brokers: 1, KAFKA_BROKERS: `127.0.0.1:${state.ports.kafka[0]}` });
    else state.DATABASE_URL = databaseUrl(state);
    state.containers = [...state.containers, service];
    keep();
  }
  // Also when it is recorded: a container that was stopped by hand starts again, a running one stays as it is.
  if (missing) say(`${service}: docker compose up (the first time fetches the image)`);
  await run('docker', [...compose, 'up', '--detach', '--wait', '--wait-timeout', '60', service], { limit: 600_000, environment: settings(state) });
  await waitUntil(service, () => (service === 'kafka' ? kafkaAnswers([`127.0.0.1:${state.ports.kafka[0]}`], 1) : databaseAnswers(databaseUrl(state))), { say });
  return missing ? [service] : [];
}

/** @param {string[]} services @param {import('./state.js').State} state @param {boolean} wipe also removes their data */
export async function stopContainers(services, state, wipe) {
  const command = wipe ? ['rm', '--stop', '--force', '--volumes'] : ['stop'];
  await run('docker', [...compose, ...command, ...services], { limit: 120_000, environment: settings(state) });
  if (wipe) await run('docker', ['volume', 'rm', '--force', ...services.map((service) => `leadwright-infra_${service}`)], { limit: 60_000 });
}
