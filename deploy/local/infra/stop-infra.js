// @ts-check
import { rmSync } from 'node:fs';
import { stopContainers } from './containers.js';
import { alone } from './lock.js';
import { stopServer } from './processes.js';
import { home, readState, writeState } from './state.js';

/**
 * Stops what startInfra started, and only that: a process is known by its id and its start.
 * @param {{ names?: readonly string[], wipe?: boolean, cache?: string, say?: import('./state.js').Say }} [options]
 *   names: only these (`started` of startInfra), default all; wipe: also deletes the data, the ports and the password (all names only)
 * @returns {Promise<string[]>} one line for each server that was stopped
 */
export function stopInfra({ names, wipe = false, cache = `${home}/.cache`, say = (line) => void process.stderr.write(`${line}\n`) } = {}) {
  return alone(cache, say, async () => {
    const state = readState(cache);
    const all = [...state.processes.map(({ name }) => name), ...state.containers];
    const lines = await stopNamed(names ?? all, { state, keep: () => writeState(cache, state), say, wipe });
    if (wipe && !names) for (const path of ['kafka/data', 'mariadb', 'infra.json']) rmSync(`${cache}/${path}`, { recursive: true, force: true });
    return lines;
  });
}

/**
 * @param {readonly string[]} names
 * @param {{ state: import('./state.js').State, keep: () => void, say: import('./state.js').Say, wipe: boolean }} options
 */
export async function stopNamed(names, { state, keep, say, wipe }) {
  const servers = state.processes.filter(({ name }) => names.includes(name));
  const containers = state.containers.filter((name) => names.includes(name));
  const lines = await Promise.all(servers.map(async (server) => `${server.name}: ${await stopServer(server)}`));
  if (containers.length > 0) await stopContainers(containers, state, wipe);
  lines.push(...containers.map((name) => `${name}: stopped`));
  lines.forEach(say);
  state.processes = state.processes.filter((server) => !servers.includes(server));
  state.containers = state.containers.filter((name) => !containers.includes(name));
  const left = [...state.processes.map(({ name }) => name), ...state.containers];
  if (!left.some((name) => name.startsWith('kafka'))) Object.assign(state, { brokers: 0, KAFKA_BROKERS: undefined });
  if (!left.includes('mariadb')) state.DATABASE_URL = undefined;
  keep();
  return lines;
}
