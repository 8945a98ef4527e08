import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APPS, type AppName } from '#contracts';
import { Environment, migrateService } from '#platform';
import type { ChaosServers } from '../../../apps/standalone/src/chaos/servers.js';
import { preparePlaces } from '../../../apps/standalone/src/product/distributed-places.js';
import { services } from '../../../apps/standalone/src/start-standalone.js';
import { writeConfig } from '../config-folder.js';
import type { Side } from '../row.js';
import { runningDistributed } from './distributed-subject.js';
import { countingIn } from './kafka-requests.js';

const PROGRAM = fileURLToPath(new URL('./floor-app.js', import.meta.url));

/** The same tables, bytes, messages and hops on kafkajs and mysql2 alone: a process for each app, positions after commits, events sent after their commit. */
export const distributedFloor = (servers: ChaosServers): Side => ({
  name: 'distributed-floor',
  async start(folder) {
    const counts = join(folder, 'counts');
    const counting = countingIn(counts);
    mkdirSync(folder, { recursive: true });
    const configDir = writeConfig(join(folder, 'config'));
    const places = await preparePlaces(folder, servers);
    const environmentOf = (app: AppName): Record<string, string> => ({ DATABASE_URL: places.databaseUrl(app), OUTSIDE_SCHEMA: places.outsideSchema, KAFKA_BROKERS: servers.brokers, KAFKA_PREFIX: places.prefix, CONFIG_DIR: configDir });
    for (const service of services) await migrateService(service, new Environment(environmentOf(service.name as AppName)));
    const started = new Map<AppName, { child: ChildProcess; port: number }>();
    for (const app of APPS) started.set(app, await startApp(app, { PATH: process.env['PATH']!, ...environmentOf(app), ...counting, INTAKE_PORT: String(started.get('intake')?.port) }, join(folder, `${app}.log`)));
    return runningDistributed({
      folder, servers, places, counts, url: `http://127.0.0.1:${started.get('console')!.port}`,
      services: Object.fromEntries(APPS.map((app) => [app, [started.get(app)!.child.pid!]])) as Record<AppName, number[]>,
      stop: async () => { await Promise.all([...started.values()].map(({ child }) => end(child))); },
    });
  },
});

/** Errors: an Error with the end of its log when it does not come to take work. */
async function startApp(app: AppName, env: Record<string, string>, log: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(PROGRAM, [app], { env, execArgv: ['--max-semi-space-size=8'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const file = createWriteStream(log);
  for (const stream of [child.stdout!, child.stderr!]) stream.pipe(file, { end: false });
  const ready = await Promise.race([once(child, 'message').then(([message]) => message as { port: number }), once(child, 'exit').then(() => null)]);
  if (!ready) throw new Error(`${app} of the floor ended before it took work:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
  return { child, port: ready.port };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
