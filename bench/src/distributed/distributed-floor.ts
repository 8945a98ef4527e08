import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { APPS, type AppName } from '#contracts';
import { Environment, migrateService } from '#platform';
import { preparePlaces } from '../../../apps/standalone/src/product/distributed-places.js';
import { services } from '../../../apps/standalone/src/start-standalone.js';
import { writeConfig } from '../config-folder.js';
import { forkProgram, type ForkedProgram } from '../fork-program.js';
import type { Side } from '../row.js';
import type { BenchServers } from './bench-servers.js';
import { runningDistributed } from './distributed-subject.js';
import { countingIn } from './kafka-requests.js';

const PROGRAM = pathToFileURL(resolve('dist/bench/src/distributed/floor-app.js'));

/** The same tables, bytes, messages and hops on kafkajs and mysql2 alone: a process for each app, positions after commits, events sent after their commit. */
export const distributedFloor = (servers: BenchServers): Side => ({
  name: 'distributed-floor',
  async start(folder) {
    const counts = join(folder, 'counts');
    const counting = countingIn(counts);
    mkdirSync(folder, { recursive: true });
    const configDir = writeConfig(join(folder, 'config'));
    const places = await preparePlaces(folder, servers);
    const environmentOf = (app: AppName): Record<string, string> => ({ DATABASE_URL: places.databaseUrl(app), OUTSIDE_SCHEMA: places.outsideSchema, KAFKA_BROKERS: servers.brokers, KAFKA_PREFIX: places.prefix, CONFIG_DIR: configDir });
    for (const service of services) await migrateService(service, new Environment(environmentOf(service.name as AppName)));
    const started = new Map<AppName, ForkedProgram<{ port: number }>>();
    for (const app of APPS) started.set(app, await forkProgram(PROGRAM, { args: [app], log: join(folder, `${app}.log`), env: { ...environmentOf(app), ...counting, INTAKE_PORT: String(started.get('intake')?.said.port) } }));
    return runningDistributed({
      folder, servers, places, counts, url: `http://127.0.0.1:${started.get('console')!.said.port}`,
      services: Object.fromEntries(APPS.map((app) => [app, [started.get(app)!.child.pid!]])) as Record<AppName, number[]>,
      stop: async () => { await Promise.all([...started.values()].map((program) => program.stop())); },
    });
  },
});
