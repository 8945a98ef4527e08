import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { judgeJournal } from '../../../../sandbox/src/judge-journal.js';
import { planCalls } from '../../../../sandbox/src/plan-calls.js';
import { SANDBOX_SECRETS } from '../../../../sandbox/src/secrets.js';
import { sendCalls } from '../../../../sandbox/src/send-calls.js';
import { startSandbox } from '../../../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../../../sandbox/src/world/build-world.js';
import { CheckedStore } from '../../check/checked-store.js';
import { runChecks } from '../../check/run-checks.js';
import { ProductApi } from '../../product/product-api.js';
import { startProduct } from '../../product/product-process.js';
import { waitUntilQuiet } from '../../product/wait-until-quiet.js';
import type { Fault } from '../fault.js';
import { doubledBeyondPromise } from '../verdict/effect-invariants.js';
import type { EffectRow } from '../verdict/world.js';

const SUBMISSIONS = 80;
const FULL_MS = 6_000;

/**
 * Embedded mode has one file on one disk, so this is a product of its own, beside the load: its data folder is a small file system
 * in memory that is filled to the last byte while leads come in, and then has room again.
 */
export const diskFull: Fault = {
  name: 'disk-full', says: 'one process on SQLite, whose disk is filled to the last byte under load and then has room again',
  impossible: () => (process.platform === 'linux' && process.getuid?.() === 0 ? null : 'a small file system can only be mounted by root on Linux'),
  async run({ random, dataDir, sleep }) {
    const folder = resolve(dataDir, 'disk-full');
    mkdirSync(folder, { recursive: true });
    command('mount', '-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder);
    try {
      // The log is on another disk: what it says while this one is full is wanted.
      symlinkSync(resolve(dataDir, 'disk-full.log'), join(folder, 'leadwright.log'));
      await liveOn(folder, random.int(1, 1_000_000), sleep);
      return 1;
    } finally {
      command('umount', folder);
    }
  },
};

async function liveOn(folder: string, seed: number, sleep: (ms: number) => Promise<void>): Promise<void> {
  const world = buildWorld();
  const sandbox = await startSandbox({ port: 0, world });
  const secrets = { ...SANDBOX_SECRETS, ADMIN_TOKEN: randomBytes(16).toString('hex'), INGEST_TOKEN: randomBytes(16).toString('hex') };
  const product = await startProduct({ dataDir: folder, configDir: resolve('config'), sandbox: `127.0.0.1:${sandbox.port}`, secrets });
  try {
    const plan = planCalls({ seed, submissions: SUBMISSIONS, world, now: Date.now() });
    const half = Math.floor(plan.calls.length / 2);
    const send = (calls: typeof plan.calls, people: typeof plan.people) => sendCalls({ ...plan, calls, people }, { baseUrl: product.url, secrets, sandbox, concurrency: 4, patienceMs: 120_000 });
    const first = await send(plan.calls.slice(0, half), plan.people);
    fill(join(folder, 'ballast'));
    const sending = send(plan.calls.slice(half), []);
    await sleep(FULL_MS);
    const unanswered = sandbox.journal.entries.filter((entry) => entry.kind === 'call-sent' && entry.status !== null && entry.status >= 500).length;
    rmSync(join(folder, 'ballast'));
    const accepted = first.acceptedSubmissions + (await sending).acceptedSubmissions;
    await waitUntilQuiet(new ProductApi(product.url, secrets.ADMIN_TOKEN), { accepted, seenOutside: () => sandbox.journal.entries.length, withinMs: 180_000 });
    const store = CheckedStore.open(folder);
    const broken = runChecks(store).filter(({ state }) => state === 'broken').map(({ says }) => says);
    const effects = store.all<EffectRow>('SELECT * FROM delivery_effects');
    store.close();
    const journal = sandbox.journal.entries;
    const wrong = [...broken, ...judgeJournal(journal).lost.map(({ sentence }) => sentence), ...doubledBeyondPromise({ journal, effects }), ...(unanswered === 0 ? ['no call was turned away while the disk was full'] : [])];
    if (wrong.length > 0) throw new Error(wrong.slice(0, 5).join(' '));
  } finally {
    await product.stop();
    await sandbox.stop();
  }
}

/** Writes until nothing more goes in. */
function fill(file: string): void {
  const ballast = openSync(file, 'w');
  try {
    for (let size = 65_536; size >= 1;) {
      try {
        writeSync(ballast, Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(ballast);
  }
}

function command(program: string, ...parameters: string[]): void {
  const { status, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${parameters.at(-1)}: ${stderr.trim() || `ended with ${status}`}`);
}
