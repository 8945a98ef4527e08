import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { APPS, type AppName } from '#contracts';
import { appFor } from '../front-door.js';
import { preparePlaces, type Places, type Servers } from './distributed-places.js';
import { FrontProxy } from './front-proxy.js';
import { freePort } from './free-port.js';
import type { ProductOptions, ProductProcess } from './product-process.js';

/** How many processes of each app run. */
export type Replicas = Readonly<Record<AppName, number>>;
export const TWO_WORKERS: Replicas = { intake: 1, console: 1, enrichment: 2, research: 2, assignment: 2, delivery: 2 };
export const TWO_OF_EACH: Replicas = { ...TWO_WORKERS, intake: 2, console: 2 };

/** One app's process; `port` is its own, behind the front. `child` is another one after a restart. */
export interface AppProcess { readonly app: AppName; readonly port: number; child: ChildProcess }

/** The product as Kubernetes runs it: every app in processes of its own, on Kafka and MySQL, behind one port; apps call each other by one address each. */
export interface ProductProcesses extends ProductProcess {
  readonly processes: readonly AppProcess[];
  /** Ends one of them at once (SIGKILL) and starts it again in its place, while the others go on. Resolves when it is ready. */
  restart(process: AppProcess): Promise<void>;
  /** Starts one that has ended in its place, with `more` on top of its environment; does not wait for it. */
  startAgain(process: AppProcess, more?: Readonly<Record<string, string>>): void;
  readonly places: Places;
}

const READY_WITHIN_MS = 120_000;

/** Starts all processes and waits until each is ready. Logs go to `<dataDir>/<app>-<n>.log`. Errors: an Error that names the process and the end of its log. */
export async function startProcesses(options: ProductOptions, servers: Servers, replicas: Replicas = TWO_WORKERS): Promise<ProductProcesses> {
  mkdirSync(options.dataDir, { recursive: true });
  const places = await preparePlaces(options.dataDir, servers);
  const port = options.port || (await freePort());
  const url = `http://localhost:${port}`;
  const ports = new Map<AppName, number[]>();
  for (const app of APPS) ports.set(app, await Promise.all(Array.from({ length: replicas[app] }, freePort)));
  const taking = new Set<number>();
  // As a Service does: only who is ready gets anything; where nobody is, whoever is there says so.
  const serving = (app: AppName): readonly number[] => {
    const up = ports.get(app)!.filter((one) => taking.has(one));
    return up.length > 0 ? up : ports.get(app)!;
  };
  const doors: FrontProxy[] = [];
  const openDoor = async (at: number, replicas: (path: string) => readonly number[]): Promise<number> => {
    doors.push(new FrontProxy(replicas));
    return doors.at(-1)!.listen(at);
  };
  const addresses: Record<string, string> = {};
  for (const app of APPS) addresses[`${app.toUpperCase()}_URL`] = `http://127.0.0.1:${await openDoor(0, () => serving(app))}`;
  const environment = environmentOf(options, places, servers, url, addresses);
  for (const app of APPS) await migrate(app, environment(app, 0), options.dataDir);
  const { promise: ended, resolve: end } = Promise.withResolvers<number | null>();
  const replaced = new Set<ChildProcess>();
  const startOne = (app: AppName, own: number, more = {}): ChildProcess => {
    const child = start(app, [], { ...environment(app, own), ...more }, join(options.dataDir, `${app}-${own}.log`));
    return child.once('exit', (code) => {
      taking.delete(own);
      if (!replaced.has(child)) end(code);
    });
  };
  const takeIn = async (one: AppProcess): Promise<void> => {
    await ready(one);
    taking.add(one.port);
  };
  const processes: AppProcess[] = APPS.flatMap((app) => ports.get(app)!.map((own) => ({ app, port: own, child: startOne(app, own) })));
  const endAll = async (signal: NodeJS.Signals): Promise<number | null> => {
    const codes = await Promise.all(processes.map(({ child }) => endOne(child, signal)));
    await Promise.all(doors.map((door) => door.close()));
    return codes.find((code) => code !== 0) ?? 0;
  };
  try {
    await Promise.all(processes.map(takeIn));
    await openDoor(port, (path) => serving(appFor(path)));
  } catch (error) {
    await endAll('SIGKILL'); // Nobody else knows of them.
    throw error;
  }
  return {
    url, pid: processes[0]!.child.pid!, processes, places, ended, stop: () => endAll('SIGTERM'), kill: async () => { await endAll('SIGKILL'); },
    async restart(one) {
      replaced.add(one.child);
      await endOne(one.child, 'SIGKILL');
      one.child = startOne(one.app, one.port);
      await takeIn(one);
    },
    startAgain(one, more) {
      one.child = startOne(one.app, one.port, more);
      takeIn(one).catch(() => undefined); // Then it gets nothing, and `ready` says why to whoever waits for it.
    },
  };
}

function environmentOf({ configDir, sandbox, secrets, dataDir }: ProductOptions, places: Places, { brokers }: Servers, url: string, addresses: Readonly<Record<string, string>>) {
  return (app: AppName, port: number): Record<string, string> => ({
    PATH: process.env['PATH'] ?? '', ...secrets, ...addresses, MODE: 'distributed', PORT: String(port), PUBLIC_URL: url, DATA_DIR: dataDir, CONFIG_DIR: configDir, LOG_LEVEL: 'warn',
    EGRESS_MAP: `*.example,*.test=${sandbox}`, DATABASE_URL: places.databaseUrl(app), OUTSIDE_SCHEMA: places.outsideSchema, KAFKA_BROKERS: brokers, KAFKA_PREFIX: places.prefix, KAFKA_SESSION_MS: '6000',
    LEADWRIGHT_KEY: places.key,
  });
}

function start(app: AppName, args: readonly string[], environment: Record<string, string>, log: string): ChildProcess {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', '--disable-warning=TimeoutNegativeWarning', resolve(`dist/apps/${app}/src/main.js`), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  const file = createWriteStream(log, { flags: 'a' });
  for (const stream of [child.stdout!, child.stderr!]) stream.pipe(file, { end: false });
  child.once('exit', () => file.end());
  return child;
}

async function migrate(app: AppName, environment: Record<string, string>, dataDir: string): Promise<void> {
  const log = join(dataDir, `${app}-migrate.log`);
  const [code] = await once(start(app, ['--migrate'], environment, log), 'exit');
  if (code !== 0) throw new Error(`The schema of ${app} could not be made. See ${log}.`);
}

/** Waits until a process takes work. Errors: an Error when it ended, or is not ready within two minutes. */
export async function ready({ app, port, child }: AppProcess): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${app} ended before it was ready. See its log.`);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`${app} was not ready within ${READY_WITHIN_MS / 1_000} s. See its log.`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function endOne(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  return ((await exit)[0] as number | null);
}
