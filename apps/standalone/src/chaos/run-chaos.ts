import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import kafkajs from 'kafkajs';
import mysql2 from 'mysql2/promise';
import { FAILPOINTS } from '#persistence';
import { planCalls } from '../../../sandbox/src/plan-calls.js';
import { SANDBOX_MODEL, SANDBOX_SECRETS } from '../../../sandbox/src/secrets.js';
import { startSandbox } from '../../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../../sandbox/src/world/build-world.js';
import { Random } from '../../../sandbox/src/world/random.js';
import { copyConfig } from '../demo/copy-config.js';
import { ProductApi } from '../product/product-api.js';
import { startProcesses } from '../product/product-processes.js';
import { ApprovingManager } from './approving-manager.js';
import { CommitProxy } from './commit-proxy.js';
import type { Fault, FaultContext } from './fault.js';
import { Load } from './load.js';
import { measureRate } from './measure-rate.js';
import { quiesce, type Places } from './quiesce.js';
import { reportOf, type ChaosReport } from './report.js';
import { firstRound, scheduleFaults } from './schedule.js';
import { ChaosServers } from './servers.js';
import { Supervisor } from './supervisor.js';
import { judgeWorld } from './verdict/all-invariants.js';
import { readSchemas } from './verdict/read-schemas.js';
import { readTopics } from './verdict/read-topics.js';
import type { World } from './verdict/world.js';

export interface ChaosOptions {
  /** Load and faults last at least so long, and until each fault has happened. */
  readonly minutes: number;
  readonly seed: string;
  readonly faults: readonly Fault[];
  /** Null: a quarter of what the machine does; a larger number is brought down to that. */
  readonly leadsPerSecond: number | null;
  readonly dataDir: string;
  /** Folder of the servers: their data, and where they are written down. */
  readonly cache: string;
  readonly say: (line: string) => void;
}

const WARM_UP = 120;
/** More would be hidden by waiting: the machine must have room to catch up. */
const SHARE = 0.25;
const GAP_MS = 3_000;
const QUIET_WITHIN_MS = 300_000;
/** Enough for the longest run. */
const MOST_SUBMISSIONS = 3_000;

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Starts servers, the small world and ten processes; measures, loads, makes trouble, waits for rest, judges from outside, and takes down what it started. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { dataDir, say } = options;
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const closing: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close().catch((error: Error) => say(`While taking down: ${error.message}`));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeAll().finally(() => process.exit(1)));
  try {
    return await run(options, (close) => closing.push(close));
  } finally {
    await closeAll();
  }
}

async function run({ minutes, seed, faults: chosen, leadsPerSecond, dataDir, cache, say }: ChaosOptions, whenOver: (close: () => Promise<unknown>) => void): Promise<ChaosReport> {
  const skipped = Object.fromEntries(chosen.flatMap(({ name, impossible }) => (impossible?.() ? [[name, impossible()!]] : [])));
  for (const [name, why] of Object.entries(skipped)) say(`${name} is left out: ${why}.`);
  const faults = chosen.filter(({ name }) => !skipped[name]);
  const servers = await ChaosServers.start(resolve(cache), say);
  whenOver(() => servers.stop());
  const database = new URL(servers.databaseUrl);
  const proxy = await CommitProxy.open({ host: database.hostname, port: Number(database.port) });
  whenOver(() => proxy.close());
  const secrets = { ...SANDBOX_SECRETS, ADMIN_TOKEN: randomBytes(16).toString('hex'), INGEST_TOKEN: randomBytes(16).toString('hex') };
  const world = buildWorld();
  const sandbox = await startSandbox({ port: 0, world });
  whenOver(() => sandbox.stop());
  const configDir = copyConfig('config', join(dataDir, 'config'), MOST_SUBMISSIONS);
  say('Starting ten processes …');
  const product = await startProcesses({
    dataDir, configDir, sandbox: `127.0.0.1:${sandbox.port}`, secrets: { ...secrets, ...SANDBOX_MODEL, SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}` },
  }, { databaseUrl: Object.assign(new URL(servers.databaseUrl), { port: String(proxy.port) }).href, brokers: servers.brokers });
  whenOver(() => product.stop());
  const apps = new Supervisor(product);
  whenOver(async () => { apps.stop(); });

  const random = new Random(seed);
  const kafka = new kafkajs.Kafka({ clientId: 'chaos', brokers: servers.brokers.split(','), logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 10 } });
  const load = new Load(planCalls({ seed, submissions: MOST_SUBMISSIONS, world, now: Date.now() }), { baseUrl: product.url, secrets, sandbox });
  const seenOutside = (): number => sandbox.journal.entries.length;
  const schemaOf = (app: string): string => (app === 'outside' ? product.places.outsideSchema : new URL(product.places.databaseUrl(app as 'intake')).pathname.slice(1));
  const rest = (withinMs: number, onLook?: (open: readonly string[]) => void): Promise<string[]> => look(servers, kafka, product.places.prefix, schemaOf, (places) => quiesce(places, seenOutside, withinMs, onLook));

  const warm = Date.now();
  const first = await load.sendFirst(WARM_UP, 16);
  await rest(QUIET_WITHIN_MS);
  const maxPerSecond = await look(servers, kafka, product.places.prefix, schemaOf, (places) => measureRate(places, warm));
  const perSecond = Math.min(leadsPerSecond ?? Infinity, maxPerSecond * SHARE);
  say(`Of ${first} submissions sent as fast as they are taken, ${maxPerSecond.toFixed(1)} leads a second got their owner; the load is ${perSecond.toFixed(2)} submissions a second (at most a quarter).`);

  const manager = new ApprovingManager(new ProductApi(product.url, secrets.ADMIN_TOKEN), 'ruth');
  await manager.signIn();
  manager.start();
  const poison: World['poison'][number][] = [];
  const happened: Record<string, number> = {};
  const failpoints: Record<string, number> = faults.some(({ name }) => name === 'failpoints') ? Object.fromEntries(FAILPOINTS.map((name) => [name, 0])) : {};
  const troubles: string[] = [];
  const context: FaultContext = {
    apps, servers, proxy, random, kafka, prefix: product.places.prefix, sleep, dataDir,
    sent: () => load.sent.filter(({ refusal }) => refusal === null), sendAgain: (calls) => load.again(calls),
    fired: (name) => { failpoints[name] = (failpoints[name] ?? 0) + 1; }, poisoned: (record) => poison.push(record),
  };

  const began = performance.now();
  let over = false;
  const loading = load.sendOpen(perSecond, () => over);
  let runs = 0;
  for (const fault of scheduleFaults(faults, random)) {
    const elapsed = (performance.now() - began) / 1_000;
    if (elapsed > minutes * 60 && runs >= firstRound(faults)) break;
    say(`${String(Math.round(elapsed)).padStart(4)} s  ${fault.name}: ${fault.says}`);
    try {
      happened[fault.name] = (happened[fault.name] ?? 0) + (await fault.run(context));
    } catch (error) {
      troubles.push(`${fault.name} could not be made to its end: ${(error as Error).message}`);
      say(`        ${troubles.at(-1)}`);
      await servers.bringBack();
      await apps.ready();
    }
    runs += 1;
    await sleep(GAP_MS);
  }
  over = true;
  const submissions = await loading;
  const seconds = (performance.now() - began) / 1_000;
  await manager.stop();
  say(`${Math.round(seconds)} s  load and faults are over after ${submissions} submissions; waiting for rest …`);
  await apps.ready();
  let said = '';
  const open = await rest(QUIET_WITHIN_MS, (now) => { if (now.join() !== said) say(`        open: ${(said = now.join()) || 'nothing'}`); });
  say('Judging …');
  const records = await readTopics(kafka, product.places.prefix);
  const stored = await look(servers, kafka, product.places.prefix, schemaOf, ({ database: connection }) => readSchemas(connection, schemaOf, join(configDir, 'enrichment.yaml')));
  const judged: World = { ...stored, records, journal: sandbox.journal.entries, poison, open };
  writeFileSync(join(dataDir, 'journal.jsonl'), sandbox.journal.entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const facts = { seconds, skipped, seed, maxPerSecond, perSecond: submissions / seconds, faults: happened, failpoints: failpoints, troubles, endedAlone: apps.endedAlone, approved: manager.approved };
  return reportOf(judged, judgeWorld(judged), facts, faults.map(({ name }) => name));
}

/** Looks at the servers themselves, past the proxy. */
async function look<T>(servers: ChaosServers, kafka: kafkajs.Kafka, prefix: string, schema: (app: string) => string, use: (places: Places) => Promise<T>): Promise<T> {
  const database = await mysql2.createConnection({ uri: servers.databaseUrl, supportBigNumbers: true, decimalNumbers: true });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await use({ database, admin, prefix, schema });
  } finally {
    await Promise.all([admin.disconnect(), database.end()]);
  }
}
