import { resolve } from 'node:path';
import { APPS } from '#contracts';
import { ChaosServers } from '../../../apps/standalone/src/chaos/servers.js';
import { measurePairs } from '../measure/pairs.js';
import type { Bench, Measurement, Row } from '../row.js';
import { distributedFloor } from './distributed-floor.js';
import { distributedSubject } from './distributed-subject.js';

/** Data of the servers, beside that of other servers of this checkout. */
const CACHE = '.cache/bench';

/** Servers of the bench's own, for as long as `use` needs them. */
export async function withServers<T>(bench: Bench, use: (servers: ChaosServers) => Promise<T>): Promise<T> {
  const servers = await ChaosServers.start(resolve(CACHE), bench.say, 1);
  try {
    return await use(servers);
  } finally {
    await servers.stop();
  }
}

/** The lead job over Kafka and MariaDB. */
export const distributedRow: Row = {
  name: 'distributed',
  says: 'a process for each app on Apache Kafka and MariaDB, against the same by hand',
  run: (bench) => withServers(bench, async (servers) => {
    const pairs = await measurePairs(bench, distributedFloor(servers), distributedSubject(servers));
    return { figures: pairs, lines: pairs.map((pair) => JSON.stringify(pair)) };
  }),
};

export const servicesOf = ({ cpuPer1kByPart }: Measurement): number => APPS.reduce((sum, app) => sum + cpuPer1kByPart[app]!, 0);
