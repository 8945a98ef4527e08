import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadPage } from '#contracts';
import { judgeJournal } from '../../sandbox/src/judge-journal.js';
import { planCalls } from '../../sandbox/src/plan-calls.js';
import { SANDBOX_SECRETS } from '../../sandbox/src/secrets.js';
import { sendCalls } from '../../sandbox/src/send-calls.js';
import { startSandbox, type Sandbox } from '../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../sandbox/src/world/build-world.js';
import { Random } from '../../sandbox/src/world/random.js';
import { runChecks } from '../src/check/run-checks.js';
import { ProductApi } from '../src/product/product-api.js';
import type { ProductProcess } from '../src/product/product-process.js';
import type { ProductProcesses } from '../src/product/product-processes.js';
import { waitUntilQuiet } from '../src/product/wait-until-quiet.js';
import { openTestStore, untilAtRest } from './open-test-store.js';
import { startTestProduct } from './start-test-product.js';

const KILLS = Number(process.env['KILLS'] ?? 20);
/** Of separate processes every so manieth kill takes all of them; the others take one, at random. */
const ALL_AT_ONCE_EVERY = 10;
const SUBMISSIONS = 300;
/** Longest life between two kills, in milliseconds. Short enough that most kills hit while leads are under way. */
const LIFE_MS = 900;
const SEED = process.env['KILL_SEED'] ?? String(Date.now());

/**
 * Ends the product (of several processes mostly one) with SIGKILL at random moments under load and starts it again, while senders
 * go on and send again what was not answered; then asks from outside whether anything was lost or done twice.
 */
describe(`killed ${KILLS} times under load (KILL_SEED=${SEED})`, () => {
  const secrets = { ...SANDBOX_SECRETS, ADMIN_TOKEN: randomBytes(16).toString('hex'), INGEST_TOKEN: randomBytes(16).toString('hex') };
  const dataDir = mkdtempSync(join(tmpdir(), 'leadwright-kill-'));
  const world = buildWorld();
  let sandbox: Sandbox;
  let product: ProductProcess;
  let api: ProductApi;
  let accepted = 0;
  const seenAtKill: number[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world, latencyMs: 3 });
    product = await start(0);
    const port = Number(new URL(product.url).port);
    const plan = planCalls({ seed: SEED, submissions: SUBMISSIONS, world, now: Date.now() });
    const random = new Random(SEED);
    const sending: ReturnType<typeof sendCalls>[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const calls = plan.calls.filter((_, index) => Math.floor((index * KILLS) / plan.calls.length) === kill);
      sending.push(sendCalls({ ...plan, calls, people: kill === 0 ? plan.people : [] }, { baseUrl: product.url, secrets, sandbox, concurrency: 4, patienceMs: 120_000 }));
      await new Promise((done) => setTimeout(done, random.next() * LIFE_MS));
      seenAtKill.push(sandbox.journal.entries.length);
      const one = kill % ALL_AT_ONCE_EVERY === 0 ? undefined : random.pick(processesOf(product));
      if (one) await (product as ProductProcesses).restart(one);
      else {
        await product.kill();
        product = await start(port);
      }
    }
    const summaries = await Promise.all(sending);
    expect(summaries.flatMap(({ surprises }) => surprises)).toEqual([]);
    accepted = summaries.reduce((sum, { acceptedSubmissions }) => sum + acceptedSubmissions, 0);
    api = new ProductApi(product.url, secrets.ADMIN_TOKEN);
    await waitUntilQuiet(api, { accepted, seenOutside: () => sandbox.journal.entries.length, withinMs: 120_000 });
    await untilAtRest(dataDir, 120_000);
  }, 280_000 + KILLS * 12_000);

  afterAll(async () => {
    await product.stop();
    await sandbox.stop();
    rmSync(dataDir, { recursive: true });
  }, 60_000);

  const processesOf = (one: ProductProcess) => (one as Partial<ProductProcesses>).processes ?? [];
  const start = (port: number) => startTestProduct({ dataDir, configDir: resolve('config'), port, secrets, sandbox: `127.0.0.1:${sandbox.port}` });

  it('was at work whenever it was killed', () => {
    const grew = seenAtKill.filter((seen, index) => seen > (seenAtKill[index - 1] ?? 0));
    expect(grew.length).toBeGreaterThanOrEqual(KILLS - 2);
    expect(sandbox.journal.entries.filter((entry) => entry.kind === 'call-sent' && entry.status === null).length).toBeGreaterThan(0);
  });

  it('lost nothing that was answered with 2xx, and every submission has one end (G1, G2)', async () => {
    const stats = await api.stats();
    const kept = (await api.attention()).filter(({ kind }) => kind === 'submission').length;
    expect(stats.leads + stats.merged + stats.ignored + kept).toBe(stats.submissions);
    expect(stats.submissions).toBeGreaterThanOrEqual(accepted);
    expect(judgeJournal(sandbox.journal.entries).lost).toEqual([]);
  });

  it('made one lead of every person (G3) and gave each one owner (G4)', async () => {
    const leads = await api.leads();
    const addresses = leads.map(({ email }) => email?.toLowerCase());
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
    expect(leads.filter(({ owner }) => owner === null)).toEqual([]);
    for (const { id, owner } of leads.slice(0, 60)) {
      const decisions = await api.why(id);
      expect(decisions.map(({ epoch }) => epoch)).toEqual([1]);
      expect(decisions[0]!.owner).toEqual(owner);
    }
  });

  it('wrote to the CRM once; a notice that went out twice says so on its lead page (G7)', async () => {
    const { doubled } = judgeJournal(sandbox.journal.entries);
    const silent: string[] = [];
    for (const { code, about, sentence } of doubled) {
      const page = code === 'notice-twice' ? await api.get<LeadPage>(`/api/leads/${about}`) : null;
      if (!page?.effects.some(({ kind, mayHaveRepeated }) => kind === 'notice.slack' && mayHaveRepeated)) silent.push(sentence);
    }
    expect(silent).toEqual([]);
    expect(doubled.filter(({ sentence }) => !/was told 2 times/.test(sentence))).toEqual([]);
  });

  it('left a store in which every guarantee holds', async () => {
    const store = await openTestStore(dataDir, true);
    const checked = runChecks(store);
    store.close();
    const broken = checked.filter(({ state }) => state === 'broken' || state === 'absent').map(({ says, breaks }) => ({ says, first: breaks.slice(0, 3) }));
    expect(broken).toEqual([]);
    expect(checked.filter(({ state }) => state === 'not-applicable').map(({ name }) => name)).toEqual(processesOf(product).length > 0 ? ['bus.whole', 'bus.order'] : ['bus.events', 'bus.published', 'bus.taken']);
  }, 60_000);
});
