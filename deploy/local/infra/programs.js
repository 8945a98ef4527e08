// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Debian's package of each program. mariadb-server-core has no service: nothing begins to run by installing it.
 * @type {Record<string, string>}
 */
const packages = { java: 'default-jre-headless', mvn: 'maven', mariadbd: 'mariadb-server-core', 'mariadb-install-db': 'mariadb-server-core', my_print_defaults: 'mariadb-client-core' };

/** @param {string} name @returns {string | null} */
export function findProgram(name) {
  const folders = [...(process.env['JAVA_HOME'] ? [join(process.env['JAVA_HOME'], 'bin')] : []), ...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false; // Not in this folder.
    }
  }) ?? null;
}

/**
 * The paths of programs. As root on Debian the missing ones are installed, and that is said.
 * @param {string} what for people: `kafka` @param {string[]} names @param {import('./state.js').Say} say
 * @returns {Promise<string[]>} in the order of `names`
 * @throws {Error} that names what is missing and what to do
 */
export async function findPrograms(what, names, say) {
  const missing = () => names.filter((name) => !findProgram(name));
  const wanted = [...new Set(missing().map((name) => packages[name] ?? name))];
  if (wanted.length > 0 && process.getuid?.() === 0 && findProgram('apt-get')) {
    say(`${what}: installing Debian's ${wanted.join(', ')} (${missing().join(', ')} not found)`);
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted]);
  }
  if (missing().length > 0) {
    throw new Error(`${what}: no ${missing().join(', ')} here. Install ${wanted.join(' and ')}, or start a Docker engine, or give ${what === 'kafka' ? 'KAFKA_BROKERS' : 'DATABASE_URL'}.`);
  }
  return names.map((name) => /** @type {string} */ (findProgram(name)));
}

/** @param {string} java its path @throws {Error} when it is too old for the broker */
export function checkJava(java) {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8', timeout: 20_000 });
  const version = Number(/version "(\d+)/.exec(stderr)?.[1]);
  if (!(version >= 17)) throw new Error(`kafka: needs Java 17 or newer, ${java} says: ${stderr.split('\n')[0]}. Set JAVA_HOME.`);
}

/**
 * Runs a program to its end.
 * @param {string} program @param {string[]} parameters @param {{ limit?: number, environment?: NodeJS.ProcessEnv }} [options] limit in ms
 * @throws {Error} with the last lines that it printed
 */
export async function run(program, parameters, { limit = 300_000, environment = {} } = {}) {
  let printed = '';
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], timeout: limit, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...environment } });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { printed = (printed + text).slice(-4000); });
  const code = await new Promise((done, fail) => child.once('error', fail).once('close', (status, signal) => done(signal ?? status)));
  if (code !== 0) throw new Error(`${program} ${parameters.slice(0, 4).join(' ')} … ended with ${code}:\n  ${printed.trim().split('\n').slice(-12).join('\n  ')}`);
}
