import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { freePort } from '../../../apps/standalone/src/product/free-port.js';
import { redisAnswers } from './redis-answers.js';

/** What `deploy/local/infra/programs.js` gives; it is plain JavaScript beside the build. */
interface Programs { findProgram(name: string): string | null; run(program: string, parameters: readonly string[]): Promise<void> }

const READY_WITHIN_MS = 20_000;

/**
 * The program of Debian's Redis. As root it is installed where it is missing, and that is said: redis-tools, which has no service, so
 * that nothing begins to run; its redis-check-rdb is the server when it is called by that name. Errors: an Error with what to do.
 */
export async function findRedis(say: (line: string) => void): Promise<string> {
  const { findProgram, run } = (await import(pathToFileURL(resolve('deploy/local/infra/programs.js')).href)) as Programs;
  const find = (): string | null => findProgram('redis-server') ?? findProgram('redis-check-rdb');
  if (!find() && process.getuid?.() === 0 && findProgram('apt-get')) {
    say("redis: installing Debian's redis-tools (redis-server not found)");
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-tools']);
  }
  const found = find();
  if (!found) throw new Error('there is no redis-server here: install it, then run again');
  return found;
}

export interface RedisServer { readonly port: number; readonly pid: number; stop(): Promise<void> }

/** A Redis of its own on a free port of 127.0.0.1, empty, data in `folder`: appended to a file that is synced every second. */
export async function startRedis(program: string, folder: string): Promise<RedisServer> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const log = join(folder, 'redis.log');
  const child = spawn(program, ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'], { argv0: 'redis-server', stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.pipe(createWriteStream(log, { flags: 'a' }));
  const exit = once(child, 'exit');
  for (const until = Date.now() + READY_WITHIN_MS; !(await redisAnswers(port)); await wait(50)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`Redis did not answer within ${READY_WITHIN_MS / 1_000} s. See ${log}.`);
  }
  return {
    port, pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
