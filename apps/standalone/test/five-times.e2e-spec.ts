import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Stats } from '#contracts';
import { judgeJournal } from '../../sandbox/src/judge-journal.js';
import { planCalls, type Plan } from '../../sandbox/src/plan-calls.js';
import { SANDBOX_SECRETS } from '../../sandbox/src/secrets.js';
import { sendCalls, type SendSummary } from '../../sandbox/src/send-calls.js';
import { startSandbox, type Sandbox } from '../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../sandbox/src/world/build-world.js';
import { Random } from '../../sandbox/src/world/random.js';
import { copyConfig } from '../src/demo/copy-config.js';
import { ProductApi } from '../src/product/product-api.js';
import type { ProductProcess } from '../src/product/product-process.js';
import { waitUntilQuiet } from '../src/product/wait-until-quiet.js';
import { startTestProduct } from './start-test-product.js';

const TIMES = 5;
/** A larger crowd by hand: `FIVE_TIMES_SUBMISSIONS=10000`. */
const SUBMISSIONS = Number(process.env['FIVE_TIMES_SUBMISSIONS'] ?? 150);
const SEED = process.env['FIVE_TIMES_SEED'] ?? String(Date.now());
const PATIENCE_MS = 60_000 + SUBMISSIONS * 200;

describe(`${SUBMISSIONS} submissions by five connections, each ${TIMES} times, shuffled and in parallel (FIVE_TIMES_SEED=${SEED})`, () => {
  const secrets = { ...SANDBOX_SECRETS, ADMIN_TOKEN: randomBytes(16).toString('hex'), INGEST_TOKEN: randomBytes(16).toString('hex') };
  const dataDir = mkdtempSync(join(tmpdir(), 'leadwright-five-'));
  const world = buildWorld();
  let plan: Plan;
  let sandbox: Sandbox;
  let product: ProductProcess;
  let summary: SendSummary;
  let stats: Stats;

  beforeAll(async () => {
    plan = planCalls({ seed: SEED, submissions: SUBMISSIONS, world, now: Date.now() });
    sandbox = await startSandbox({ port: 0, world });
    product = await startTestProduct({ dataDir, configDir: copyConfig(resolve('config'), join(dataDir, 'config'), SUBMISSIONS), port: 0, secrets, sandbox: `127.0.0.1:${sandbox.port}` });
    const calls = new Random(SEED).shuffle(Array.from({ length: TIMES }, () => plan.calls.map((call) => ({ ...call, afterMs: null }))).flat());
    summary = await sendCalls({ ...plan, calls }, { baseUrl: product.url, secrets, sandbox, patienceMs: PATIENCE_MS });
    const once = plan.calls.flatMap(({ submissions }) => submissions).filter(({ end, repeat }) => end !== 'refused' && repeat !== 'same-call').length;
    stats = await waitUntilQuiet(new ProductApi(product.url, secrets.ADMIN_TOKEN), { accepted: once, seenOutside: () => sandbox.journal.entries.length, withinMs: PATIENCE_MS });
  }, 2 * PATIENCE_MS);

  afterAll(async () => {
    await product.stop();
    await sandbox.stop();
    rmSync(dataDir, { recursive: true });
  }, 60_000);

  it('are taken at every door, each time', () => {
    expect(new Set(plan.calls.map(({ connection }) => connection)).size).toBe(5);
    expect(summary).toMatchObject({ surprises: [], unansweredSubmissions: 0 });
  });

  it('are exactly the leads that there are people', async () => {
    expect(stats.leads).toBe(plan.calls.flatMap(({ submissions }) => submissions).filter(({ end }) => end === 'lead').length);
    const kept = (await new ProductApi(product.url, secrets.ADMIN_TOKEN).attention()).filter(({ kind }) => kind === 'submission');
    expect(kept).toHaveLength(plan.calls.flatMap(({ submissions }) => submissions).filter(({ end }) => end === 'attention').length);
  });

  it('are in each CRM once, written once and told once', () => {
    const { lost, doubled } = judgeJournal(sandbox.journal.entries);
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  });
});
