import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import kafkajs, { type Kafka } from 'kafkajs';
import mysql2 from 'mysql2/promise';
import type { JournalEntry } from '../../../sandbox/src/journal.js';
import { planCalls } from '../../../sandbox/src/plan-calls.js';
import { SANDBOX_MODEL, SANDBOX_SECRETS } from '../../../sandbox/src/secrets.js';
import { startSandbox, type Sandbox } from '../../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../../sandbox/src/world/build-world.js';
import { copyConfig } from '../demo/copy-config.js';
import { dropPlaces } from '../product/drop-places.js';
import { ProductApi } from '../product/product-api.js';
import { startProcesses, type ProductProcesses, type Replicas } from '../product/product-processes.js';
import { ApprovingManager } from './approving-manager.js';
import { CommitProxy } from './commit-proxy.js';
import { Load } from './load.js';
import { rateOf } from './measure-rate.js';
import { quiesce, type Places } from './quiesce.js';
import { ChaosServers } from './servers.js';
import { Supervisor } from './supervisor.js';
import { takingDown } from './take-down.js';
import { readSchemas } from './verdict/read-schemas.js';
import { readTopics } from './verdict/read-topics.js';
import type { World } from './verdict/world.js';

export interface StageOptions {
  /** Another crowd. */
  readonly seed: string;
  /** Processes of each app; default ten, two of each worker. */
  readonly replicas?: Replicas | undefined;
  /** Emptied first. */
  readonly dataDir: string;
  /** Folder of the servers: their data, and where they are written down. */
  readonly cache: string;
  readonly say: (line: string) => void;
}

const WARM_UP = 120;
const AT_ONCE = 16;
const QUIET_WITHIN_MS = 300_000;
/** Enough for the longest run. */
const MOST_SUBMISSIONS = 3_000;

/** Starts servers, the small world and the processes, lets `play` use them, and takes down what it started. */
export async function onStage<T>({ seed, replicas, dataDir, cache, say }: StageOptions, play: (stage: ChaosStage) => Promise<T>): Promise<T> {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  return takingDown(say, async (whenOver) => {
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
    say('Starting the processes …');
    const product = await startProcesses({
      dataDir, configDir, sandbox: `127.0.0.1:${sandbox.port}`, secrets: { ...secrets, ...SANDBOX_MODEL, SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}` },
    }, { databaseUrl: Object.assign(new URL(servers.databaseUrl), { port: String(proxy.port) }).href, brokers: servers.brokers }, replicas);
    // Servers that keep every run's topics take longer and longer to come back.
    whenOver(() => dropPlaces(dataDir, servers));
    whenOver(() => product.stop());
    const apps = new Supervisor(product);
    whenOver(async () => { apps.stop(); });
    const manager = new ApprovingManager(new ProductApi(product.url, secrets.ADMIN_TOKEN), 'ruth');
    await manager.signIn();
    const load = new Load(planCalls({ seed, submissions: MOST_SUBMISSIONS, world, now: Date.now() }), { baseUrl: product.url, secrets, sandbox });
    const kafka = new kafkajs.Kafka({ clientId: 'chaos', brokers: servers.brokers.split(','), logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 10 } });
    return play(new ChaosStage(servers, proxy, apps, kafka, load, manager, dataDir, product, sandbox, say));
  });
}

/** The product under load on servers of its own, and a look at it from outside. */
export class ChaosStage {
  constructor(
    readonly servers: ChaosServers, readonly proxy: CommitProxy, readonly apps: Supervisor,
    /** Of the brokers, for administration and for records that no app wrote. */
    readonly kafka: Kafka,
    readonly load: Load, private readonly manager: ApprovingManager, readonly dataDir: string, private readonly product: ProductProcesses, private readonly sandbox: Sandbox, readonly say: (line: string) => void,
  ) {}

  /** Of topics and groups. */
  get prefix(): string {
    return this.product.places.prefix;
  }

  /** Drafts that were approved so far. */
  get approved(): number {
    return this.manager.approved;
  }

  get journal(): readonly JournalEntry[] {
    return this.sandbox.journal.entries;
  }

  /** How many leads a second get their owner while senders send as fast as they are answered. */
  async warmUp(): Promise<number> {
    const since = Date.now();
    const sent = await this.load.sendFirst(WARM_UP, AT_ONCE);
    await this.rest();
    const perSecond = rateOf((await this.assignments()).map(({ at }) => at), since);
    this.say(`Of ${sent} submissions sent as fast as they are taken, ${perSecond.toFixed(1)} leads a second got their owner.`);
    return perSecond;
  }

  /** Load at a rate, and a manager who approves, until `during` is over. Once in a run. */
  async underLoad(perSecond: number, during: () => Promise<void>): Promise<{ readonly submissions: number; readonly seconds: number }> {
    const began = performance.now();
    let over = false;
    this.manager.start();
    const loading = this.load.sendOpen(perSecond, () => over);
    try {
      await during();
    } finally {
      over = true;
      await Promise.all([loading, this.manager.stop()]);
    }
    return { submissions: await loading, seconds: (performance.now() - began) / 1_000 };
  }

  /** Waits until nothing is left to do. Gives what is still open after five minutes. */
  rest(onLook?: (open: readonly string[]) => void): Promise<string[]> {
    return this.look((places) => quiesce(places, () => this.journal.length, QUIET_WITHIN_MS, onLook));
  }

  /** Every decision about an owner so far, oldest first; `at` in ms. */
  assignments(): Promise<{ readonly lead: string; readonly at: number }[]> {
    return this.look(async ({ database, schema }) => {
      const [rows] = await database.query(`SELECT lead_id, at FROM ${schema('assignment')}.assignment_decisions ORDER BY at`);
      return (rows as { lead_id: string; at: number }[]).map(({ lead_id, at }) => ({ lead: lead_id, at: Number(at) }));
    });
  }

  /** Waits for rest, then reads all that a verdict rests on. The journal is kept as `journal.jsonl`. */
  async atRest(poison: World['poison']): Promise<World> {
    this.say('Load and trouble are over; waiting for rest …');
    await this.apps.ready();
    let said = '';
    const open = await this.rest((now) => { if (now.join() !== said) this.say(`        open: ${(said = now.join()) || 'nothing'}`); });
    this.say('Judging …');
    const records = await readTopics(this.kafka, this.prefix);
    const stored = await this.look(({ database, schema }) => readSchemas(database, schema, join(this.dataDir, 'config', 'enrichment.yaml')));
    writeFileSync(join(this.dataDir, 'journal.jsonl'), this.journal.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    return { ...stored, records, journal: this.journal, poison, open };
  }

  /** Looks at the servers themselves, past the proxy. */
  private async look<T>(use: (places: Places) => Promise<T>): Promise<T> {
    const database = await mysql2.createConnection({ uri: this.servers.databaseUrl, supportBigNumbers: true, decimalNumbers: true });
    const admin = this.kafka.admin();
    await admin.connect();
    const { outsideSchema, databaseUrl } = this.product.places;
    const schema = (app: string): string => (app === 'outside' ? outsideSchema : new URL(databaseUrl(app as 'intake')).pathname.slice(1));
    try {
      return await use({ database, admin, prefix: this.prefix, schema });
    } finally {
      await Promise.all([admin.disconnect(), database.end()]);
    }
  }
}
