// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, lastLines } from './processes.js';

/**
 * Waits until a server answers. Ends early when one of its processes ends.
 * @param {string} what for people: `kafka`
 * @param {() => Promise<boolean>} answers
 * @param {{ say: import('./state.js').Say, servers?: import('./processes.js').Started[], logOf?: (name: string) => string, limit?: number }} options limit in ms
 * @throws {Error} with the last lines of the server's log
 */
export async function waitUntil(what, answers, { say, servers = [], logOf, limit = 60_000 }) {
  const began = Date.now();
  const logs = (/** @type {import('./processes.js').Started[]} */ of) => (logOf ? of.map((server) => `\n${lastLines(logOf(server.name))}`).join('') : '');
  for (let told = began; !(await answers()); ) {
    const ended = servers.filter((server) => !isRunning(server));
    if (ended.length > 0) throw new Error(`${what}: ${ended.map((server) => server.name).join(', ')} ended while starting.${logs(ended)}`);
    const now = Date.now();
    if (now - began > limit) throw new Error(`${what}: no answer within ${limit / 1000} s.${logs(servers)}`);
    if (now - told >= 5000) say(`${what}: not ready after ${Math.round((now - began) / 1000)} s (limit ${limit / 1000} s)`);
    if (now - told >= 5000) told = now;
    await sleep(100);
  }
}
