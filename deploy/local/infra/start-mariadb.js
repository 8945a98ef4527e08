// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { databaseAnswers } from './answers.js';
import { firstPort, keepPorts } from './ports.js';
import { isRunning, startServer } from './processes.js';
import { findPrograms, run } from './programs.js';
import { home } from './state.js';
import { waitUntil } from './wait-until.js';

/** The user's address. @param {import('./state.js').State} state @returns {string} `mysql://…`; the schema is the app's to name */
export function databaseUrl(state) {
  state.password ??= randomBytes(18).toString('hex');
  return `mysql://leadwright:${state.password}@127.0.0.1:${state.ports.mariadb[0]}`;
}

/**
 * Starts MariaDB on 127.0.0.1 as the current user when it does not run, and waits until it answers. Data is in `.cache/mariadb/data`.
 * @param {{ cache: string, state: import('./state.js').State, keep: () => void, say: import('./state.js').Say }} options keep: writes the state
 * @returns {Promise<string[]>} the names of the servers that were started now
 */
export async function startMariadb({ cache, state, keep, say }) {
  const folder = `${cache}/mariadb`;
  const [data, log] = [`${folder}/data`, `${folder}/mariadb.log`];
  const missing = !state.processes.some((server) => server.name === 'mariadb' && isRunning(server));
  if (missing) {
    const names = ['mariadbd', ...(existsSync(data) ? [] : ['mariadb-install-db', 'my_print_defaults'])];
    const [mariadbd, install] = /** @type {[string, string]} */ (await findPrograms('mariadb', names, say));
    state.ports.mariadb = await keepPorts(1, state.ports.mariadb, firstPort(cache));
    state.DATABASE_URL = databaseUrl(state);
    keep();
    mkdirSync(folder, { recursive: true });
    // The server refuses to run as root unless it is told to; it is ours alone and listens on loopback only.
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    if (!existsSync(data)) {
      say('mariadb: making the data folder (once)');
      rmSync(`${data}.partial`, { recursive: true, force: true });
      await run(install, ['--no-defaults', ...user, `--datadir=${data}.partial`, '--skip-test-db', '--auth-root-authentication-method=socket'], { limit: 120_000 });
      renameSync(`${data}.partial`, data);
    }
    const statements = `CREATE USER IF NOT EXISTS 'leadwright'@'%';\nALTER USER 'leadwright'@'%' IDENTIFIED BY '${state.password}';\n${readFileSync(`${home}/deploy/local/mariadb.sql`, 'utf8')}`;
    writeFileSync(`${folder}/start.sql`, statements, { mode: 0o600 });
    say(`mariadb: starting on 127.0.0.1:${state.ports.mariadb[0]}`);
    // A socket below the data folder, by a relative name: paths of sockets must be short.
    const server = startServer('mariadb', mariadbd, ['--no-defaults', ...user, `--datadir=${data}`, '--socket=mariadb.sock', `--pid-file=${folder}/mariadb.pid`, '--bind-address=127.0.0.1', `--port=${state.ports.mariadb[0]}`,
      `--init-file=${folder}/start.sql`, '--character-set-server=utf8mb4', '--skip-name-resolve', '--max-connections=500', '--innodb-buffer-pool-size=128M'], log);
    state.processes = [...state.processes.filter(({ name }) => name !== 'mariadb'), server];
    keep();
  }
  await waitUntil('mariadb', () => databaseAnswers(databaseUrl(state)), { say, servers: state.processes.filter(({ name }) => name === 'mariadb'), logOf: () => log });
  return missing ? ['mariadb'] : [];
}
