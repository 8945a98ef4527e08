// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { kafkaAnswers } from './answers.js';
import { forgetClasses, formatFolder, startBroker } from './broker.js';
import { fetchKafkaJars, kafkaVersion } from './kafka-jars.js';
import { kafkaProperties } from './kafka-properties.js';
import { firstPort, keepPorts } from './ports.js';
import { isRunning } from './processes.js';
import { checkJava, findPrograms } from './programs.js';
import { waitUntil } from './wait-until.js';

/**
 * Starts those of the brokers `kafka-1` … that do not run, on 127.0.0.1, and waits until the cluster is complete.
 * Data is in `.cache/kafka/data/<brokers>/<id>`: a cluster of one and a cluster of three do not share it.
 * @param {{ brokers: number, cache: string, state: import('./state.js').State, keep: () => void, say: import('./state.js').Say }} options keep: writes the state
 * @returns {Promise<string[]>} the names of the servers that were started now
 */
export async function startKafka({ brokers, cache, state, keep, say }) {
  const ids = Array.from({ length: brokers }, (_, index) => index + 1);
  const missing = ids.filter((id) => !state.processes.some((server) => server.name === `kafka-${id}` && isRunning(server)));
  // A cluster that runs in part keeps its ports: the others know each other by them.
  if (missing.length === brokers) {
    const chosen = await keepPorts(brokers * 2, state.ports.kafka, firstPort(cache) + 100);
    state.ports.kafka = [...chosen, ...state.ports.kafka.slice(chosen.length)];
  }
  const ports = state.ports.kafka.slice(0, brokers * 2);
  const addresses = ids.map((id) => `127.0.0.1:${ports[(id - 1) * 2]}`);
  state.clusterId ??= randomBytes(16).toString('base64url');
  Object.assign(state, { brokers, KAFKA_BROKERS: addresses.join(',') });
  keep();
  const folder = (/** @type {number} */ id) => `${cache}/kafka/data/${brokers}/${id}`;
  if (missing.length > 0) await startMissing(missing, { folder, ports, cache, state, keep, say });
  const servers = state.processes.filter(({ name }) => name.startsWith('kafka-'));
  const logOf = (/** @type {string} */ name) => `${folder(Number(name.slice('kafka-'.length)))}.log`;
  await waitUntil('kafka', () => kafkaAnswers(addresses, brokers), { say, servers, logOf }).catch((error) => {
    forgetClasses(`${cache}/kafka/${kafkaVersion()}`);
    throw error;
  });
  return missing.map((id) => `kafka-${id}`);
}

/** @param {number[]} ids @param {{ folder: (id: number) => string, ports: number[], cache: string, state: import('./state.js').State, keep: () => void, say: import('./state.js').Say }} options */
async function startMissing(ids, { folder, ports, cache, state, keep, say }) {
  const [java] = /** @type {[string]} */ (await findPrograms('kafka', ['java'], say));
  checkJava(java);
  const jars = await fetchKafkaJars(cache, say);
  say(`kafka: starting ${ids.length === 1 ? 'one broker' : `${ids.length} brokers`}, Apache Kafka ${kafkaVersion()}, on ${ids.map((id) => `127.0.0.1:${ports[(id - 1) * 2]}`).join(', ')}`);
  await Promise.all(ids.map(async (id) => {
    mkdirSync(folder(id), { recursive: true });
    writeFileSync(`${folder(id)}.properties`, kafkaProperties({ id, ports, data: folder(id) }));
    await formatFolder({ java, jars, folder: folder(id) }, /** @type {string} */ (state.clusterId));
  }));
  for (const id of ids) {
    const server = startBroker({ java, jars, folder: folder(id) }, `kafka-${id}`, id === 1);
    state.processes = [...state.processes.filter(({ name }) => name !== server.name), server];
    keep();
  }
}
