import { join } from 'node:path';
import { APPS, type AppName } from '#contracts';
import type { ChaosServers } from '../../../apps/standalone/src/chaos/servers.js';
import { writeConfig } from '../config-folder.js';
import { forkProgram, type ForkedProgram } from '../fork-program.js';
import type { Side } from '../row.js';
import { sendLeads } from '../send-leads.js';
import { serverPlace } from './peer-places.js';

const PROGRAM = new URL('./naive-nest-program.js', import.meta.url);

/** The same six services and topics on Nest's own Kafka transport: one handler and one transaction per message, one emit per event. */
export const naiveNest = (servers: ChaosServers): Side => ({
  name: 'nest-per-message',
  async start(folder) {
    const place = await serverPlace(folder, servers);
    const configDir = writeConfig(join(folder, 'config'));
    const started = new Map<AppName, ForkedProgram<{ port: number }>>();
    for (const app of APPS) started.set(app, await forkProgram<{ port: number }>(PROGRAM, { args: [app, servers.brokers, place.prefix, place.address, configDir], log: join(folder, `${app}.log`) }));
    const { parts, seen, counts, drop } = place;
    return {
      parts: { ...Object.fromEntries([...started].map(([app, { child }]) => [app, [child.pid!]])), broker: [servers.pid('kafka-1')], ...parts },
      send: (leads) => sendLeads(`http://127.0.0.1:${started.get('intake')!.said.port}`, leads),
      settled: (total) => seen.settled(total), verify: (total) => seen.verify(total), assignedAt: () => seen.assignedAt(), counts,
      async stop() {
        await Promise.all([...started.values()].map(({ stop }) => stop()));
        await drop();
      },
    };
  },
});
