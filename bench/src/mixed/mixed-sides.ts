import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startProduct } from '../../../apps/standalone/src/product/product-process.js';
import { runningEmbedded } from '../embedded/embedded-subject.js';
import { migrateFloor } from '../embedded/open-floor.js';
import { forkProgram } from '../fork-program.js';
import type { Side } from '../row.js';
import { ADMIN_TOKEN, INGEST_TOKEN } from '../send-leads.js';
import { writeMixedConfig } from './mixed-leads.js';
import { ofMixedLeads } from './mixed-musts.js';

/** The product as `npm start` runs it, with an outside at `place`. */
export const mixedSubject = (place: string): Side => ({
  name: 'mixed',
  async start(folder) {
    const product = await startProduct({ dataDir: folder, configDir: writeMixedConfig(join(folder, 'config')), sandbox: place, secrets: { ADMIN_TOKEN, INGEST_TOKEN, RIMEDATA_KEY: 'any' } });
    return runningEmbedded(folder, product.url, product.pid, async () => { await product.stop(); }, ofMixedLeads);
  },
});

/** The same rows, calls and looks without the framework. */
export const mixedFloor = (place: string): Side => ({
  name: 'mixed-floor',
  async start(folder) {
    mkdirSync(folder, { recursive: true });
    writeMixedConfig(join(folder, 'config'));
    await migrateFloor(folder);
    const { child, said, stop } = await forkProgram<{ port: number }>(new URL('./mixed-floor-main.js', import.meta.url), { args: [folder, place], log: join(folder, 'floor.log') });
    return runningEmbedded(folder, `http://127.0.0.1:${said.port}`, child.pid!, stop, ofMixedLeads);
  },
});
