import { join } from 'node:path';
import { APPS, type AppName } from '#contracts';
import { preparePlaces, type Places } from '../../../apps/standalone/src/product/distributed-places.js';
import { dropPlaces } from '../../../apps/standalone/src/product/drop-places.js';
import { startProcesses, type Replicas } from '../../../apps/standalone/src/product/product-processes.js';
import { writeConfig } from '../config-folder.js';
import type { RunningSide, Side } from '../row.js';
import { ADMIN_TOKEN, INGEST_TOKEN, sendLeads } from '../send-leads.js';
import type { BenchServers } from './bench-servers.js';
import { countingIn, kafkaRequests } from './kafka-requests.js';
import { SeenPlaces } from './seen-places.js';

export const ONE_OF_EACH: Replicas = { intake: 1, console: 1, enrichment: 1, research: 1, assignment: 1, delivery: 1 };

export interface DistributedOptions { readonly replicas?: Replicas; readonly partitions?: number; readonly name?: string }

/** Nothing of the bench's configuration reaches out; if it did, nobody listens there. */
const NOWHERE = '127.0.0.1:9';

/** A side whose door can be called directly. */
export interface DistributedSide extends Side { start(folder: string): Promise<RunningDistributed> }
export interface RunningDistributed extends RunningSide { readonly url: string }

/** The product as Kubernetes runs it: a process for each app, on real Kafka and MariaDB. */
export const distributedSubject = (servers: BenchServers, { replicas = ONE_OF_EACH, partitions = 4, name = 'distributed' }: DistributedOptions = {}): DistributedSide => ({
  name,
  async start(folder) {
    const counts = join(folder, 'counts');
    const counting = countingIn(counts);
    const configDir = writeConfig(join(folder, 'config'));
    const places = await preparePlaces(folder, servers, partitions);
    const product = await startProcesses({ dataDir: folder, configDir, sandbox: NOWHERE, secrets: { ADMIN_TOKEN, INGEST_TOKEN, ...counting } }, servers, replicas);
    const pids = Map.groupBy(product.processes, ({ app }) => app);
    const services = Object.fromEntries(APPS.map((app) => [app, pids.get(app)!.map(({ child }) => child.pid!)])) as Record<AppName, number[]>;
    return runningDistributed({ folder, servers, places, services, url: product.url, counts, stop: async () => { await product.stop(); } });
  },
});

export interface DistributedParts {
  /** Of `preparePlaces`. */
  readonly folder: string;
  readonly servers: BenchServers;
  readonly places: Places;
  readonly services: Readonly<Record<AppName, readonly number[]>>;
  readonly url: string;
  readonly counts: string;
  stop(): Promise<void>;
}

/** Processes by app on the servers of the bench, with a door for leads. */
export async function runningDistributed({ folder, servers, places, services, url, counts, stop }: DistributedParts): Promise<RunningDistributed> {
  const seen = await SeenPlaces.open(places, servers);
  return {
    url,
    parts: { ...services, broker: [servers.pid('kafka-1')], database: [servers.pid('mariadb')] },
    send: (leads) => sendLeads(url, leads),
    settled: () => seen.settled(),
    verify: (total) => seen.verify(total),
    counts: async () => ({ ...(await kafkaRequests(counts, Object.values(services).flat())), ...(await seen.counts()) }),
    assignedAt: () => seen.assignedAt(),
    async stop() {
      await seen.close();
      await stop();
      await dropPlaces(folder, servers);
    },
  };
}
