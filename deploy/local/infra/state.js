// @ts-check
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./processes.js').Started} Started */
/** @typedef {(line: string) => void} Say  a line about progress, for people */

/**
 * `.cache/infra.json`, readable by its owner only: what infra:up chose once and what runs now.
 * @typedef {object} State
 * @property {{ kafka: number[], mariadb: number[] }} ports  kafka: one for clients and one for the controllers, for each broker in turn
 * @property {string} [clusterId]  of the brokers' data folders
 * @property {string} [password]  of the database user
 * @property {number} brokers  how many brokers run; 0 = none of ours
 * @property {Started[]} processes  local servers that we started
 * @property {string[]} containers  Docker Compose services that we started
 * @property {string} [KAFKA_BROKERS]  while ours run
 * @property {string} [DATABASE_URL]  while ours runs
 */

/** The checkout: everything here works from any current folder. */
export const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** @param {string} cache @returns {State} */
export function readState(cache) {
  /** @type {State} */
  const fresh = { ports: { kafka: [], mariadb: [] }, brokers: 0, processes: [], containers: [] };
  try {
    return { ...fresh, ...JSON.parse(readFileSync(`${cache}/infra.json`, 'utf8')) };
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return fresh;
    throw new Error(`${cache}/infra.json cannot be read. Delete it after ending the servers that it names.`, { cause: error });
  }
}

/** All or nothing: a reader never sees half a file. @param {string} cache @param {State} state */
export function writeState(cache, state) {
  mkdirSync(cache, { recursive: true });
  const file = `${cache}/infra.json`;
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}
