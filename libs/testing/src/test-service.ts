import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { IDENTITY_HEADER, type AppName, type EventContract, type EventMessage, type Identity } from '#contracts';
import { busMigration, EmbeddedBus, type Outgoing } from '#messaging';
import { execute, keyringMigration, select, type SqlValue, type Store } from '#persistence';
import { AxiosSafeHttp, Clock, createService, Environment, Ids, Log, serviceMigrations, signIdentity, SigningKey, type RunningService, type ServiceDefinition } from '#platform';
import type { TemporaryStore } from './reopening.js';
import { temporaryStore } from './temporary-store.js';
import { until } from './until.js';

/** A clock that stands until a spec moves it. */
export class TestClock extends Clock {
  constructor(private at: number) {
    super();
  }

  override now(): number {
    return this.at;
  }

  pass(ms: number): void {
    this.at += ms;
  }
}

/** Ids that count, so that two services with the same past make the same ones. */
class CountingIds extends Ids {
  private last = 0;

  override next(): string {
    return `id-${String((this.last += 1)).padStart(8, '0')}`;
  }
}

/** Keeps what was logged, by event. */
class KeptLog extends Log {
  constructor(readonly lines: { event: string; fields: Record<string, unknown> }[]) {
    super();
  }

  override info(event: string, fields: Record<string, unknown> = {}): void {
    this.lines.push({ event, fields });
  }

  override warn(event: string, fields: Record<string, unknown> = {}): void {
    this.lines.push({ event, fields });
  }

  override error(event: string, error: unknown, fields: Record<string, unknown> = {}): void {
    this.lines.push({ event, fields: { ...fields, error: String(error) } });
  }

  override child(): Log {
    return this;
  }
}

export interface TestServiceOptions {
  /** Files of CONFIG_DIR by name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment variables, secrets among them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the clock stands at first. */
  readonly at?: string;
}

/** One service as it runs, on a real store (`temporaryStore`), with a clock and ids of the spec's own. */
export class TestService {
  readonly clock: TestClock;
  readonly logged: { event: string; fields: Record<string, unknown> }[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
  private readonly ids = new CountingIds();
  private readonly environment: Environment;
  private place!: TemporaryStore;
  private bus!: EmbeddedBus;
  private service!: RunningService;

  private constructor(private readonly definition: ServiceDefinition, options: TestServiceOptions) {
    this.clock = new TestClock(Date.parse(options.at ?? '2026-11-22T09:30:00.000Z'));
    this.environment = new Environment({ DATA_DIR: this.folder, CONFIG_DIR: this.folder, ...options.environment });
    for (const [name, text] of Object.entries(options.config ?? {})) writeFileSync(join(this.folder, name), text);
  }

  static async open(definition: ServiceDefinition, options: TestServiceOptions = {}): Promise<TestService> {
    const opened = new TestService(definition, options);
    opened.place = await temporaryStore([busMigration, keyringMigration, ...serviceMigrations(definition)], opened.folder);
    await opened.start();
    return opened;
  }

  /** Publishes as another app would. */
  async publish(from: AppName, events: readonly Outgoing<any>[]): Promise<EventMessage[]> {
    const outbox = this.bus.outbox(from);
    return this.store.work.transact({ write: () => outbox.publish(events) });
  }

  /** Everything that was ever published on a topic, oldest first. */
  async heard<D>({ topic }: EventContract<D> | { topic: string }): Promise<EventMessage<D>[]> {
    const rows = await this.rows<{ message: string }>('SELECT message FROM bus_messages WHERE topic = ? ORDER BY position', [topic]);
    return rows.map(({ message }) => JSON.parse(message) as EventMessage<D>);
  }

  rows<R>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
    return this.store.work.read(() => select<R>(sql, params));
  }

  /** All that is stored, to look for what must not be: the files of SQLite with what was deleted in them, the rows of MySQL. */
  async atRest(): Promise<Buffer[]> {
    const files = readdirSync(this.folder).filter((file) => file.startsWith('leadwright.sqlite'));
    if (files.length > 0) return files.map((file) => readFileSync(join(this.folder, file)));
    const tables = await this.rows<{ name: string }>('SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()');
    return Promise.all(tables.map(async ({ name }) => Buffer.from(JSON.stringify(await this.rows(`SELECT * FROM ${name}`)))));
  }

  /** Changes rows behind the service's back. */
  async alter(sql: string, params: readonly SqlValue[] = []): Promise<void> {
    await this.store.work.transact({ *write() { yield* execute(sql, params); } });
  }

  /** One request, in the name of somebody. */
  async call(who: Identity, method: 'GET' | 'POST', url: string, body?: unknown): Promise<{ status: number; body: any }> {
    const identity = signIdentity(who, SigningKey.from(this.environment).value, this.clock.now());
    const answer = await this.service.app.inject({ method, url, headers: { [IDENTITY_HEADER]: identity, 'content-type': 'application/json' }, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  }

  /** One request of somebody who is not signed in, answered with a page. */
  async page(method: 'GET' | 'POST', url: string, form?: string): Promise<{ status: number; type: string; text: string }> {
    const { statusCode, headers, body } = await this.service.app.inject({ method, url, ...(form === undefined ? {} : { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: form }) });
    return { status: statusCode, type: String(headers['content-type']), text: body };
  }

  /** Moves the clock; what is due then starts at once. */
  async pass(ms: number): Promise<void> {
    const { tasks } = this.service.messaging;
    this.clock.pass(ms);
    await this.store.work.transact({
      *write() {
        yield* tasks.add([{ kind: 'test.wake', key: 'now', payload: null }]);
        yield* tasks.cancel('test.wake', ['now']);
      },
    });
  }

  /** One request with headers and bytes of the spec's own: what a sender or a program sends. */
  async send(url: string, { who, headers, body }: { who?: Identity; headers?: Readonly<Record<string, string>>; body: string | Buffer | Readable }): Promise<{ status: number; headers: Readonly<Record<string, unknown>>; body: any }> {
    const identity = who ? { [IDENTITY_HEADER]: signIdentity(who, SigningKey.from(this.environment).value, this.clock.now()) } : {};
    const answer = await this.service.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...identity, ...headers }, payload: body });
    return { status: answer.statusCode, headers: answer.headers, body: String(answer.headers['content-type']).includes('json') ? answer.json() : answer.body };
  }

  /** Waits until every message is handled and no task can run by the clock. */
  async idle(): Promise<void> {
    const tasks = `${this.definition.name}_tasks`;
    await until('it is idle', async () => {
      const health = await this.service.messaging.health();
      const [due] = await this.rows<{ count: number }>(`SELECT COUNT(*) AS count FROM ${tasks} t WHERE due_at <= ? AND NOT EXISTS (SELECT 1 FROM ${tasks} o WHERE o.lane = t.lane AND o.id < t.id)`, [this.clock.now()]);
      return due!.count === 0 && this.service.messaging.inFlight === 0 && health.every(({ lag }) => lag === 0);
    });
  }

  /** Every event of a topic comes again, as after a crash between handling and remembering it; the inbox forgets it too. */
  async rewind(topic: string): Promise<void> {
    const { name } = this.definition;
    await this.store.work.transact({
      *write() {
        yield* execute(`DELETE FROM ${name}_inbox`);
        yield* execute('DELETE FROM bus_positions WHERE app = ? AND topic = ?', [name, topic]);
      },
    });
    await this.restart();
  }

  /** The database goes away in the middle of whatever runs; nothing of it can be committed any more. */
  async crash(): Promise<void> {
    await this.store.close();
  }

  /** What comes after a crash, or after a stop: the same files, a new process. */
  async restart(): Promise<void> {
    await this.stop();
    await this.place.reopen();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.place.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get store(): Store {
    return this.place.store;
  }

  private async start(): Promise<void> {
    const { clock, ids, environment } = this;
    const log = new KeptLog(this.logged);
    this.bus = new EmbeddedBus({ work: this.store.work, edge: { now: () => clock.now(), nextId: () => ids.next() }, onError: (event, failure, fields) => log.error(event, failure, fields) });
    this.service = await createService(this.definition, {
      environment, clock, ids, log, store: this.store, bus: this.bus, http: new AxiosSafeHttp(environment.egressMap), signingKey: SigningKey.from(environment), alone: true,
      caller: { call: () => Promise.reject(new Error('There is no other app here.')) },
    });
    await this.service.startMessaging();
  }

  private async stop(): Promise<void> {
    await this.service.messaging.stop();
    await this.bus.close();
    await this.service.app.close();
  }
}
