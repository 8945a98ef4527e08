import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeConfig } from '../config-folder.js';
import { forkProgram } from '../fork-program.js';
import type { Side } from '../row.js';
import { sendLeads } from '../send-leads.js';
import type { PeerPlace } from './peer-places.js';
import { startRedis } from './redis-server.js';

/** The package of its own that BullMQ comes from: the product needs none of it. */
const PACKAGE = resolve('bench/peers');

/** Installs it where that was not done yet, and says so. Errors: an Error with the end of what npm said. */
export async function installPeers(say: (line: string) => void): Promise<void> {
  if (existsSync(join(PACKAGE, 'node_modules/bullmq'))) return;
  const { run } = (await import(pathToFileURL(resolve('deploy/local/infra/programs.js')).href)) as { run(program: string, parameters: readonly string[]): Promise<void> };
  say('peers: npm ci in bench/peers (once)');
  await run('npm', ['ci', '--prefix', PACKAGE, '--no-audit', '--no-fund']);
}

/** `steps`: a job per lead, whose data are updated after each step. `batches`: a job per call, which is one step. */
export type Shape = 'steps' | 'batches';

export interface BullmqOptions { readonly against: 'embedded' | 'distributed'; readonly redis: string; readonly place: (folder: string) => Promise<PeerPlace> }

/** BullMQ on a Redis of its own: one process with the door, the queue and the worker; rows at the end of a job. */
export const bullmq = (shape: Shape, { against, redis, place }: BullmqOptions): Side => ({
  name: `bullmq-${shape}-${against}`,
  async start(folder) {
    const { address, parts, seen, counts, drop } = await place(folder);
    const server = await startRedis(redis, join(folder, 'redis'));
    const { child, said: { port }, stop } = await forkProgram<{ port: number }>(pathToFileURL(join(PACKAGE, 'bullmq-program.js')), { args: [shape, String(server.port), address, writeConfig(join(folder, 'config'))], log: join(folder, 'bullmq.log') });
    return {
      parts: { services: [child.pid!], redis: [server.pid], ...parts },
      send: (leads) => sendLeads(`http://127.0.0.1:${port}`, leads),
      settled: (total) => seen.settled(total), verify: (total) => seen.verify(total), assignedAt: () => seen.assignedAt(), counts,
      async stop() {
        await stop();
        await server.stop();
        await drop();
      },
    };
  },
});
