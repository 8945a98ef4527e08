import { resolve } from 'node:path';
import { ChaosServers } from '../../../apps/standalone/src/chaos/servers.js';
import type { Bench } from '../row.js';

/** One broker, `kafka-1`, and one database, `mariadb`. */
export type BenchServers = Pick<ChaosServers, 'databaseUrl' | 'brokers' | 'pid'>;

/** Their data, beside that of other servers of this checkout. */
const CACHE = '.cache/bench';

/** Servers of the bench's own, for as long as `use` needs them. Errors: those of `startInfra`, which say what is missing. */
export async function withServers<T>(bench: Pick<Bench, 'say'>, use: (servers: ChaosServers) => Promise<T>): Promise<T> {
  const servers = await ChaosServers.start(resolve(CACHE), bench.say, 1);
  try {
    return await use(servers);
  } finally {
    await servers.stop();
  }
}
