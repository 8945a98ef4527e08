import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import mysql2 from 'mysql2/promise';
import { APPS, type AuditView } from '#contracts';
import { testDatabaseUrl, until } from '#testing';
import { planCalls } from '../../sandbox/src/plan-calls.js';
import { SANDBOX_SECRETS } from '../../sandbox/src/secrets.js';
import { sendCalls } from '../../sandbox/src/send-calls.js';
import { startSandbox, type Sandbox } from '../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../sandbox/src/world/build-world.js';
import { runChecks } from '../src/check/run-checks.js';
import { ProductApi } from '../src/product/product-api.js';
import type { ProductProcess } from '../src/product/product-process.js';
import { waitUntilQuiet } from '../src/product/wait-until-quiet.js';
import { republishApp } from '../src/republish/republish-app.js';
import { openTestStore, untilAtRest } from './open-test-store.js';
import { startTestProduct } from './start-test-product.js';

const PROJECTIONS = ['console_leads', 'console_lead_documents', 'console_submissions', 'console_timeline', 'console_effects', 'console_attention'];

describe('what people see, emptied and built again', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'leadwright-republish-'));
  const token = SANDBOX_SECRETS.ADMIN_TOKEN;
  const world = buildWorld();
  let sandbox: Sandbox;
  let product: ProductProcess;
  let api: ProductApi;
  let before: unknown;
  let seenOutside: number;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world });
    product = await startTestProduct({ dataDir, configDir: resolve('config'), port: 0, secrets: SANDBOX_SECRETS, sandbox: `127.0.0.1:${sandbox.port}` });
    api = new ProductApi(product.url, token);
    const { acceptedSubmissions } = await sendCalls(planCalls({ seed: 'republish', submissions: 60, world, now: Date.now() }), { baseUrl: product.url, secrets: SANDBOX_SECRETS, sandbox });
    await waitUntilQuiet(api, { accepted: acceptedSubmissions, seenOutside: () => sandbox.journal.entries.length });
    await untilAtRest(dataDir, 120_000);
    before = await shown();
    seenOutside = sandbox.journal.entries.length;
  }, 280_000);

  afterAll(async () => {
    await product.stop();
    await sandbox.stop();
    rmSync(dataDir, { recursive: true });
  }, 60_000);

  /** All that the API shows of leads. */
  async function shown(): Promise<unknown> {
    const leads = await api.leads();
    const pages = await Promise.all(leads.map(async ({ id }) => ({ page: await api.lead(id), timeline: await api.timeline(id) })));
    return { leads, pages, stats: await api.stats(), attention: await api.attention() };
  }

  async function empty(): Promise<void> {
    const places = join(dataDir, 'places.json');
    const sql = PROJECTIONS.map((table) => `DELETE FROM ${table}`);
    if (!existsSync(places)) {
      const database = new Database(join(dataDir, 'leadwright.sqlite'), { timeout: 10_000 });
      database.exec(sql.join(';'));
      return void database.close();
    }
    const { name } = JSON.parse(readFileSync(places, 'utf8')) as { name: string };
    const connection = await mysql2.createConnection(Object.assign(new URL(testDatabaseUrl()!), { pathname: `/${name}_console` }).href);
    for (const one of sql) await connection.query(one);
    await connection.end();
  }

  it('counts first, and changes nothing', async () => {
    expect(await republishApp({ url: product.url, token, app: 'intake', dryRun: true })).toBeGreaterThanOrEqual(50);
    expect(await republishApp({ url: product.url, token, app: 'intake', dryRun: true, since: new Date(Date.now() + 60_000).toISOString() })).toBe(0);
    await empty();
    expect(await api.leads()).toEqual([]);
  });

  it('is what it was, and nobody acted on anything again', async () => {
    for (const app of APPS) await republishApp({ url: product.url, token, app });
    await until('all is there again', async () => (await api.stats()).submissions === (before as { stats: { submissions: number } }).stats.submissions, 60_000);
    await untilAtRest(dataDir, 120_000);
    await until('it is what it was', async () => JSON.stringify(await shown()) === JSON.stringify(before), 20_000).catch(() => undefined);
    expect(await shown()).toEqual(before);
    expect(sandbox.journal.entries).toHaveLength(seenOutside);
    expect((await api.get<AuditView>('/api/audit?action=events.republish')).records.map(({ subject }) => subject).sort()).toEqual([...APPS].sort());
  }, 240_000);

  it('leaves a store in which every guarantee holds, also when it is done twice, for one lead', async () => {
    const [lead] = await api.leads();
    expect(await republishApp({ url: product.url, token, app: 'enrichment', leads: [lead!.id] })).toBeGreaterThan(0);
    await untilAtRest(dataDir, 60_000);
    const store = await openTestStore(dataDir, true);
    const broken = runChecks(store).filter(({ state }) => state === 'broken').map(({ says, breaks }) => ({ says, first: breaks.slice(0, 3) }));
    store.close();
    expect(broken).toEqual([]);
    expect(await shown()).toEqual(before);
  }, 120_000);
});
