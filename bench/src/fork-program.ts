import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ForkOptions { readonly args: readonly string[]; readonly log: string; readonly env?: Readonly<Record<string, string>> }

/** A program of the bench in a process of its own; `said` is the first thing it tells. */
export interface ForkedProgram<T> { readonly child: ChildProcess; readonly said: T; /** Asks it to end and waits until it is gone. */ stop(): Promise<void> }

/** Starts a compiled program and waits for its first message. As `npm start` runs the product: with a small heap. Errors: an Error with the end of its log. */
export async function forkProgram<T>(program: URL, { args, log, env = {} }: ForkOptions): Promise<ForkedProgram<T>> {
  const child = fork(fileURLToPath(program), args, { execArgv: ['--max-semi-space-size=8', '--heap-growing-percent=40'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, ...env } });
  const file = createWriteStream(log, { flags: 'a' });
  for (const stream of [child.stdout!, child.stderr!]) stream.pipe(file, { end: false });
  const exit = once(child, 'exit').finally(() => file.end());
  const first = await Promise.race([once(child, 'message').then(([message]) => ({ said: message as T })), exit.then(() => null)]);
  if (!first) throw new Error(`${fileURLToPath(program)} ended before it said anything:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
  return {
    child, said: first.said,
    async stop() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
