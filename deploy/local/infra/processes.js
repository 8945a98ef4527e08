// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A server that we started. The process id alone names it only until it ends: the system gives ids again.
 * @typedef {{ name: string, pid: number, startedAt: string }} Started
 */

/**
 * When the process of this id started, as the system tells it: Linux in ticks since boot, elsewhere what `ps` prints.
 * @param {number} pid
 * @returns {string | null} null when there is none, or only its remains
 */
export function startTimeOf(pid) {
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold spaces and brackets: count from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null; // No such process: the question is answered.
  }
}

/** @param {Started} started */
export const isRunning = (started) => startTimeOf(started.pid) === started.startedAt;

/**
 * Starts a server that outlives us; what it prints is added to the file `log`.
 * @param {string} name @param {string} program @param {string[]} parameters @param {string} log
 * @returns {Started}
 */
export function startServer(name, program, parameters, log) {
  const output = openSync(log, 'a', 0o600);
  const child = spawn(program, parameters, { detached: true, stdio: ['ignore', output, output] });
  child.on('error', () => undefined); // No id below says the same.
  child.unref();
  closeSync(output);
  const startedAt = child.pid === undefined ? null : startTimeOf(child.pid);
  if (child.pid === undefined || startedAt === null) throw new Error(`${name}: ${program} did not start. ${lastLines(log)}`);
  return { name, pid: child.pid, startedAt };
}

/**
 * Asks the server to end and waits; after `grace` ms it is killed. A process that only has the same id is left alone.
 * @param {Started} started
 * @returns {Promise<'stopped' | 'killed' | 'was not running'>}
 */
export async function stopServer(started, grace = 20_000) {
  if (!isRunning(started)) return 'was not running';
  process.kill(started.pid, 'SIGTERM');
  for (let waited = 0; waited < grace; waited += 50) {
    await sleep(50);
    if (!isRunning(started)) return 'stopped';
  }
  process.kill(started.pid, 'SIGKILL');
  while (isRunning(started)) await sleep(20);
  return 'killed';
}

/** @param {string} file @returns {string} the end of a log, for a message */
export function lastLines(file, count = 15) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
  return `The last lines of ${file}:\n  ${lines.join('\n  ')}`;
}
