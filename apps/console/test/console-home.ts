import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppName } from '#contracts';
import { busMigration, EmbeddedBus } from '#messaging';
import { openSqliteStore, type Store } from '#persistence';
import { AxiosSafeHttp, createService, Environment, PinoLog, serviceMigrations, ServiceCaller, SigningKey, SystemClock, UlidIds, type RunningService, type ServiceRequest, type ServiceResponse } from '#platform';
import { consoleService } from '../src/console.service.js';

/** Stands for the other apps: remembers what they were asked, and answers as it is told. */
export class RecordingCaller extends ServiceCaller {
  readonly asked: { app: AppName; request: ServiceRequest }[] = [];
  answer: ServiceResponse = { status: 204, headers: {}, body: Buffer.alloc(0) };

  override async call(app: AppName, request: ServiceRequest): Promise<ServiceResponse> {
    this.asked.push({ app, request });
    return this.answer;
  }
}

export interface RunningConsole { service: RunningService; store: Store; bus: EmbeddedBus; others: RecordingCaller; stop(): Promise<void> }

/** A folder with data and configuration, in which a console can be started again and again. */
export class ConsoleHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'leadwright-'));

  write(file: string, text: string): void {
    mkdirSync(join(this.folder, 'config'), { recursive: true });
    writeFileSync(join(this.folder, 'config', file), text);
  }

  async start(variables: Record<string, string> = {}): Promise<RunningConsole> {
    const environment = new Environment({ DATA_DIR: this.folder, CONFIG_DIR: join(this.folder, 'config'), LOG_LEVEL: 'silent', ADMIN_TOKEN: 'admin-token', INGEST_TOKEN: 'ingest-token', ...variables });
    const clock = new SystemClock();
    const ids = new UlidIds();
    const store = await openSqliteStore({ file: join(this.folder, 'leadwright.sqlite'), migrations: [busMigration, ...serviceMigrations(consoleService)] });
    const bus = new EmbeddedBus({ work: store.work, edge: { now: () => clock.now(), nextId: () => ids.next() }, onError: (event, failure) => { throw new Error(`${event}: ${failure.message}`); } });
    const others = new RecordingCaller();
    const service = await createService(consoleService, { environment, store, bus, clock, ids, log: PinoLog.open('silent'), http: new AxiosSafeHttp(null), caller: others, signingKey: SigningKey.from(environment), alone: true });
    await service.startMessaging();
    return {
      service, store, bus, others,
      async stop() {
        await service.messaging.stop();
        await bus.close();
        await service.stop();
        await store.close();
      },
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
