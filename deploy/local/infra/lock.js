// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, startTimeOf } from './processes.js';

/**
 * Runs `work` while no other infra:up or infra:down works on the same folder; waits for it up to `limit` ms.
 * The lock of a process that has ended does not hold.
 * @template T
 * @param {string} cache @param {import('./state.js').Say} say @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(cache, say, work, limit = 300_000) {
  const file = `${cache}/infra.lock`;
  mkdirSync(cache, { recursive: true });
  for (let waited = 0; !take(file); waited += 100) {
    if (waited === 0) say('infra: waiting for another infra:up or infra:down');
    if (waited >= limit) throw new Error(`Another infra:up or infra:down has been at work for ${limit / 1000} s. If there is none, delete ${file}.`);
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file);
  }
}

/** @param {string} file @returns {boolean} whether the lock is ours now */
function take(file) {
  try {
    writeFileSync(file, JSON.stringify({ name: 'infra', pid: process.pid, startedAt: startTimeOf(process.pid) }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  try {
    if (!isRunning(JSON.parse(readFileSync(file, 'utf8')))) rmSync(file, { force: true });
  } catch {
    return false; // Just given back, or just being written: look again.
  }
  return false;
}
