import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const COUNTER = resolve('dist/bench/src/distributed/request-counter.js');
const ANSWER_WITHIN_MS = 10_000;

/** What a process needs in its environment so that its requests are counted, in a folder that is made here. */
export function countingIn(folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  return { NODE_OPTIONS: `--import ${COUNTER}`, BENCH_COUNTS: folder };
}

/** Requests to brokers that all these processes have made, by kind. Errors: an Error naming a process that does not say. */
export async function kafkaRequests(folder: string, pids: readonly number[]): Promise<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const counts of await Promise.all(pids.map((pid) => ask(folder, pid)))) {
    for (const [kind, count] of Object.entries(counts)) sum[kind] = (sum[kind] ?? 0) + count;
  }
  return sum;
}

async function ask(folder: string, pid: number): Promise<Record<string, number>> {
  const file = join(folder, `${pid}.json`);
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (const until = Date.now() + ANSWER_WITHIN_MS; !existsSync(file); await wait(10)) {
    if (Date.now() > until) throw new Error(`Process ${pid} did not say within ${ANSWER_WITHIN_MS / 1_000} s what it asked of the brokers. See its log.`);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
}
