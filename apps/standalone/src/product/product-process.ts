import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.js';

export interface ProductOptions {
  readonly dataDir: string;
  readonly configDir: string;
  /** Where connections to reserved names go, `127.0.0.1:4010`. */
  readonly sandbox: string;
  /** Its environment besides; `ADMIN_TOKEN` is what `ProductApi` calls with. */
  readonly secrets: Readonly<Record<string, string>>;
  /** 0 takes a free one. */
  readonly port?: number;
}

/** Leadwright as users run it: a process of its own, started from the build. For the demo and for tests that kill it. */
export interface ProductProcess {
  readonly url: string;
  readonly pid: number;
  /** Asks it to drain; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once (SIGKILL). */
  kill(): Promise<void>;
  /** Resolves when it ends by itself. */
  readonly ended: Promise<number | null>;
}

/** npm runs everything from the project's folder. */
const ENTRANCE = resolve('dist/apps/standalone/src/main.js');
/** As `npm start` runs it. */
const HEAP = ['--max-semi-space-size=8'];
const READY_WITHIN_MS = 60_000;

/** Starts the product and waits until it answers. Its log goes to `<dataDir>/leadwright.log`. Errors: an Error with the log's last lines. */
export async function startProduct(options: ProductOptions): Promise<ProductProcess> {
  mkdirSync(options.dataDir, { recursive: true });
  const port = options.port || (await freePort());
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [...HEAP, ENTRANCE], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'], ...options.secrets,
      PORT: String(port), PUBLIC_URL: url, DATA_DIR: options.dataDir, CONFIG_DIR: options.configDir, LOG_LEVEL: 'warn', EGRESS_MAP: `*.example,*.test=${options.sandbox}`,
    },
  });
  const said = keepLog(child, join(options.dataDir, 'leadwright.log'));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  await ready(url, child, said);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return { url, pid: child.pid!, ended, stop: () => end('SIGTERM'), kill: async () => { await end('SIGKILL'); } };
}

function keepLog(child: ChildProcess, file: string): () => string {
  const log = createWriteStream(file, { flags: 'a' });
  let last = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      last = `${last}${chunk.toString('utf8')}`.slice(-4_000);
      log.write(chunk);
    });
  }
  child.once('exit', () => log.end());
  return () => last;
}

async function ready(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`Leadwright ended before it was ready:\n${said()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`Leadwright was not ready within ${READY_WITHIN_MS / 1_000} s:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
