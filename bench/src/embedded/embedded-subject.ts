import { join } from 'node:path';
import { startProduct } from '../../../apps/standalone/src/product/product-process.js';
import { writeConfig } from '../config-folder.js';
import type { RunningSide, Side } from '../row.js';
import { ADMIN_TOKEN, INGEST_TOKEN, sendLeads } from '../send-leads.js';
import { EmbeddedFile, ofClearLeads } from './embedded-file.js';
import { writtenBytes } from './written-bytes.js';

/** Nothing of the bench's configuration reaches out; if it did, nobody listens there. */
const NOWHERE = '127.0.0.1:9';

/** The product as `npm start` runs it: one process, one SQLite file. `env` on top of its environment. */
export const embeddedSubjectWith = (env: Readonly<Record<string, string>>): Side => ({
  name: 'embedded',
  async start(folder) {
    const product = await startProduct({ dataDir: folder, configDir: writeConfig(join(folder, 'config')), sandbox: NOWHERE, secrets: { ADMIN_TOKEN, INGEST_TOKEN, ...env } });
    return runningEmbedded(folder, product.url, product.pid, async () => { await product.stop(); });
  },
});

export const embeddedSubject = embeddedSubjectWith({});

/** A process with one SQLite file and a door for leads. */
export function runningEmbedded(folder: string, url: string, pid: number, stop: () => Promise<void>, musts = ofClearLeads): RunningSide {
  const file = EmbeddedFile.in(folder);
  return {
    parts: { services: [pid] },
    send: (leads) => sendLeads(url, leads),
    settled: (total) => file.settled(total),
    verify: async (total) => file.verify(total, musts),
    counts: async () => ({ bytesWritten: writtenBytes(pid), bytesKept: file.bytes }),
    assignedAt: async () => file.assignedAt(),
    async stop() {
      file.close();
      await stop();
    },
  };
}
