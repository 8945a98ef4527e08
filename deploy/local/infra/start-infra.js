// @ts-check
import { accepts } from './ports.js';
import { databaseAnswers } from './answers.js';
import { chooseBrokers, chooseWay } from './choose-way.js';
import { engineAnswers, startContainer } from './containers.js';
import { alone } from './lock.js';
import { isRunning } from './processes.js';
import { startKafka } from './start-kafka.js';
import { startMariadb } from './start-mariadb.js';
import { home, readState, writeState } from './state.js';
import { stopNamed } from './stop-infra.js';

/** @typedef {'given' | 'docker' | 'local'} Way */
/**
 * @typedef {object} Infra
 * @property {string} [KAFKA_BROKERS]  `host:port,…`
 * @property {string} [DATABASE_URL]  `mysql://user:password@host:port`
 * @property {{ kafka?: Way, mariadb?: Way }} ways  how each is had
 * @property {string[]} started  what this call started, for stopInfra({ names }); empty when all ran already
 */

/**
 * Makes sure that Apache Kafka and MariaDB answer on this machine: addresses given, else a Docker engine, else local programs.
 * Safe to call again: what runs is found and left as it is. Own addresses are also written to `.cache/infra.json`.
 * @param {{ brokers?: number, only?: 'kafka' | 'mariadb', cache?: string, environment?: NodeJS.ProcessEnv, programs?: boolean, say?: import('./state.js').Say }} [options]
 *   brokers: 1 or 3, default what runs, else 1; environment: where KAFKA_BROKERS and DATABASE_URL may be given; programs: local programs also where a Docker engine answers
 * @returns {Promise<Infra>}
 * @throws {Error} that says what is missing or the last lines of the server's log; what this call started is stopped then
 */
export function startInfra({ brokers, only, cache = `${home}/.cache`, environment = process.env, programs = false, say = (line) => void process.stderr.write(`${line}\n`) } = {}) {
  return alone(cache, say, async () => {
    const state = readState(cache);
    state.processes = state.processes.filter(isRunning);
    const keep = () => writeState(cache, state);
    const had = new Set([...state.processes.map(({ name }) => name), ...state.containers]);
    const names = /** @type {const} */ (['kafka', 'mariadb']).filter((name) => !only || only === name);
    /** @type {Record<'kafka' | 'mariadb', string | undefined>} */
    const given = { kafka: environment['KAFKA_BROKERS'], mariadb: environment['DATABASE_URL'] };
    const runs = (/** @type {string} */ name) => (state.containers.includes(name) ? 'docker' : state.processes.some((server) => server.name.startsWith(name)) ? 'local' : null);
    const count = given.kafka ? 1 : chooseBrokers(brokers, runs('kafka') ? state.brokers : 0);
    const engine = once(() => !programs && engineAnswers());
    /** @type {Infra} */
    const infra = { ways: {}, started: [] };
    const results = await Promise.allSettled(names.map(async (name) => {
      const way = chooseWay({ given: given[name], running: runs(name), engine, brokers: name === 'kafka' ? count : 1 });
      infra.ways[name] = way;
      if (way === 'given') return checkGiven(name, /** @type {string} */ (given[name]));
      if (way === 'docker') return startContainer(name, { cache, state, keep, say });
      return name === 'kafka' ? startKafka({ brokers: count, cache, state, keep, say }) : startMariadb({ cache, state, keep, say });
    }));
    infra.started = [...state.processes.map(({ name }) => name), ...state.containers].filter((name) => !had.has(name));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await stopNamed(infra.started, { state, keep, say, wipe: false });
      throw failed.reason;
    }
    if (names.includes('kafka')) infra.KAFKA_BROKERS = given.kafka || state.KAFKA_BROKERS;
    if (names.includes('mariadb')) infra.DATABASE_URL = given.mariadb || state.DATABASE_URL;
    return infra;
  });
}

/** @template T @param {() => T} ask @returns {() => T} asks at most once */
function once(ask) {
  /** @type {{ answer: T } | undefined} */
  let known;
  return () => (known ??= { answer: ask() }).answer;
}

/** Given brokers may want TLS or a password, which is the services' concern: here it counts that one listens. @param {string} name @param {string} address */
async function checkGiven(name, address) {
  const answered = name === 'kafka' ? (await Promise.all(address.split(',').map((one) => accepts(one.trim())))).includes(true) : await databaseAnswers(address);
  if (!answered) throw new Error(name === 'kafka' ? `KAFKA_BROKERS is ${address}, but nothing listens there.` : 'DATABASE_URL is given, but that server does not answer or refuses the user.');
}
