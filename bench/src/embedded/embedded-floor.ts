import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeConfig } from '../config-folder.js';
import type { Side } from '../row.js';
import { runningEmbedded } from './embedded-subject.js';
import { migrateFloor } from './open-floor.js';

/** The same tables, bytes, messages and hops without the framework. */
export const embeddedFloor: Side = {
  name: 'embedded-floor',
  async start(folder) {
    mkdirSync(folder, { recursive: true });
    writeConfig(join(folder, 'config'));
    await migrateFloor(folder);
    const log = join(folder, 'floor.log');
    const child = fork(fileURLToPath(new URL('./floor-main.js', import.meta.url)), [folder], { execArgv: ['--max-semi-space-size=8'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [child.stdout!, child.stderr!]) stream.pipe(createWriteStream(log, { flags: 'a' }));
    const exit = once(child, 'exit');
    const ready = await Promise.race([once(child, 'message').then(([message]) => message as { port: number }), exit.then(() => null)]);
    if (!ready) throw new Error(`The floor ended before it was ready:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    return runningEmbedded(folder, `http://127.0.0.1:${ready.port}`, child.pid!, async () => {
      child.kill('SIGTERM');
      await exit;
    });
  },
};
