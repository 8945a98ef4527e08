import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeConfig } from '../config-folder.js';
import { forkProgram } from '../fork-program.js';
import type { Side } from '../row.js';
import { runningEmbedded } from './embedded-subject.js';
import { migrateFloor } from './open-floor.js';

/** The same tables, bytes, messages and hops without the framework. `env` on top of its environment. */
export const embeddedFloorWith = (env: Readonly<Record<string, string>>): Side => ({
  name: 'embedded-floor',
  async start(folder) {
    mkdirSync(folder, { recursive: true });
    writeConfig(join(folder, 'config'));
    await migrateFloor(folder);
    const { child, said, stop } = await forkProgram<{ port: number }>(new URL('./floor-main.js', import.meta.url), { args: [folder], log: join(folder, 'floor.log'), env });
    return runningEmbedded(folder, `http://127.0.0.1:${said.port}`, child.pid!, stop);
  },
});

export const embeddedFloor = embeddedFloorWith({});
