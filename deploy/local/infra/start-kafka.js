// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { kafkaAnswers } from './answers.js';
import { fetchKafkaJars, kafkaVersion } from './kafka-jars.js';
import { kafkaProperties } from './kafka-properties.js';
import { firstPort, keepPorts } from './ports.js';
import { isRunning, startServer } from './processes.js';
import { checkJava, findPrograms, run } from './programs.js';
import { waitUntil } from './wait-until.js';

const logging = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.showDateTime=true', '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS'];

/**
 * Starts those of the brokers `kafka-1` … that do not run, on 127.0.0.1, and waits until the cluster is complete.
 * Data is in `.cache/kafka/data/<brokers>/<id>`: a cluster of one and a cluster of three do not share it.
 * @param {{ brokers: number, cache: string, state: import('./state.js').State, keep: () => void, say: import('./state.js').Say }} options keep: writes the state
 * @returns {Promise<string[]>} the names of the servers that were started now
 */
export async function startKafka({ brokers, cache, state, keep, say }) {
  const ids = Array.from({ length: brokers }, (_, index) => index + 1);
  const runs = (/** @type {number} */ id) => state.processes.some((server) => server.name === `kafka-${id}` && isRunning(server));
  const missing = ids.filter((id) => !runs(id));
  const folder = (/** @type {number} */ id) => `${cache}/kafka/data/${brokers}/${id}`;
  const logOf = (/** @type {string} */ name) => `${folder(Number(name.slice('kafka-'.length)))}.log`;
  if (missing.length === brokers) {
    const ports = await keepPorts(brokers * 2, state.ports.kafka, firstPort(cache) + 100);
    state.ports.kafka = [...ports, ...state.ports.kafka.slice(ports.length)];
  }
  const ports = state.ports.kafka.slice(0, brokers * 2);
  const addresses = ids.map((id) => `127.0.0.1:${ports[(id - 1) * 2]}`);
  state.clusterId ??= randomBytes(16).toString('base64url');
  Object.assign(state, { brokers, KAFKA_BROKERS: addresses.join(',') });
  keep();
  if (missing.length > 0) {
    const [java] = /** @type {[string]} */ (await findPrograms('kafka', ['java'], say));
    checkJava(java);
    const jars = await fetchKafkaJars(cache, say);
    const main = (/** @type {string} */ name) => [...logging, '-cp', `${jars}/*`, name];
    say(`kafka: starting ${missing.length === 1 ? 'one broker' : `${missing.length} brokers`}, Apache Kafka ${kafkaVersion()}, on ${missing.map((id) => addresses[id - 1]).join(', ')}`);
    await Promise.all(missing.map(async (id) => {
      mkdirSync(folder(id), { recursive: true });
      writeFileSync(`${folder(id)}.properties`, kafkaProperties({ id, ports, data: folder(id) }));
      if (existsSync(`${folder(id)}/meta.properties`)) return;
      await run(java, ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...main('kafka.tools.StorageTool'), 'format', `--cluster-id=${state.clusterId}`, '--config', `${folder(id)}.properties`], { limit: 60_000 });
    }));
    // The first broker leaves an archive of its loaded classes when it stops; with it a start takes about half the time.
    const archive = `${jars}/classes.jsa`;
    for (const id of missing) {
      const sharing = existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : id === 1 ? [`-XX:ArchiveClassesAtExit=${archive}`] : [];
      const memory = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];
      const server = startServer(`kafka-${id}`, java, [...memory, ...sharing, ...main('kafka.Kafka'), `${folder(id)}.properties`], logOf(`kafka-${id}`));
      state.processes = [...state.processes.filter(({ name }) => name !== server.name), server];
      keep();
    }
  }
  const servers = state.processes.filter(({ name }) => name.startsWith('kafka-'));
  await waitUntil('kafka', () => kafkaAnswers(addresses, brokers), { say, servers, logOf });
  return missing.map((id) => `kafka-${id}`);
}
