import { setTimeout as wait } from 'node:timers/promises';
import { terminal, toFailure } from '#contracts';
import { ClaimedOutbox, KafkaBus, kafkaSettings, keptEventsMigration, openBrokerClient, outboxMigration, type KafkaSettings } from '#messaging';
import { keyringMigration, mysqlSettings, openMysqlStore, type MigrationClass, type Store } from '#persistence';
import { SystemClock, UlidIds } from '../edges.js';
import { AxiosSafeHttp } from '../egress/safe-http.js';
import type { Environment } from '../environment.js';
import { HttpCaller } from '../http/http-caller.js';
import { SigningKey } from '../http/signing-key.js';
import { PinoLog, type Log } from '../log.js';
import { createService, serviceMigrations, type RunningService } from './create-service.js';
import { Door } from './door.js';
import type { ServiceDefinition } from './service-definition.js';

/** A service that is a process of its own, on Kafka and MySQL. */
export interface ServiceProcess {
  readonly port: number;
  readonly service: RunningService;
  /** Not ready any more; batches and tasks in hand are finished, requests answered, then everything is closed. */
  stop(): Promise<void>;
}

/** Batches and tasks in hand have so long; Kubernetes waits 35 s. */
const DRAIN_MS = 25_000;
/** A schema that is not there yet is looked for so often. */
const LOOK_AGAIN_MS = 2_000;

const migrationsOf = (definition: ServiceDefinition): MigrationClass[] => [keyringMigration, outboxMigration(definition.name), keptEventsMigration(definition.name), ...serviceMigrations(definition)];

/** Brings the schema of a service up to date. Errors: those of `openMysqlStore`. */
export async function migrateService(definition: ServiceDefinition, environment: Environment): Promise<void> {
  const { url, shared } = databaseOf(environment);
  await (await openMysqlStore({ url, shared, migrations: migrationsOf(definition) })).close();
}

/**
 * Starts one app on the database and the brokers that the environment names. While its schema is missing it waits: alive, not ready.
 * `onFatal`: its consumer ended for good, the process should too. Errors: ENVIRONMENT.INVALID, terminal, with all problems at once.
 */
export async function startService(definition: ServiceDefinition, environment: Environment, onFatal: (failure: Error) => void): Promise<ServiceProcess> {
  const { database, kafka, signingKey, caller } = settingsOf(environment);
  const log = PinoLog.open(environment.logLevel);
  const door = new Door();
  const port = await door.listen(environment.port, environment.host);
  const store = await whenMigrated(() => openMysqlStore({ ...database, migrations: migrationsOf(definition), migrate: false }), log);
  const [clock, ids] = [new SystemClock(), new UlidIds()];
  const edge = { now: () => clock.now(), random: Math.random, nextId: () => ids.next() };
  const onError: ConstructorParameters<typeof KafkaBus>[0]['onError'] = (event, failure, details) => log.error(event, failure, details);
  const bus = new KafkaBus({
    client: openBrokerClient(kafka, definition.name), onError, onFatal,
    outbox: (app, publisher) => new ClaimedOutbox({ app, work: store.work, publisher, edge, onError }),
  });
  const service = await createService(definition, { environment, store, bus, clock, ids, log, caller, alone: false, http: new AxiosSafeHttp(environment.egressMap), signingKey });
  await service.startMessaging();
  door.open(service.route);
  return {
    port, service,
    async stop() {
      await service.messaging.stop(DRAIN_MS);
      await Promise.all([door.close(), service.stop()]);
      await bus.close();
      caller.close();
      await store.close();
    },
  };
}

interface Settings { readonly database: { url: string; shared: string }; readonly kafka: KafkaSettings; readonly signingKey: SigningKey; readonly caller: HttpCaller }

function settingsOf(environment: Environment): Settings {
  if (environment.mode !== 'distributed') throw terminal('ENVIRONMENT.INVALID', 'MODE is not distributed. An app runs as a process of its own only with MODE=distributed; npm start runs all of them in one.');
  const problems: string[] = [];
  const read = <T>(from: () => T): T | null => {
    try {
      return from();
    } catch (error) {
      problems.push(toFailure(error).message);
      return null;
    }
  };
  const settings = { database: read(() => databaseOf(environment)), kafka: read(() => kafkaSettings(environment)), signingKey: read(() => SigningKey.from(environment)), caller: read(() => HttpCaller.from(environment)) };
  if (problems.length > 0) throw terminal('ENVIRONMENT.INVALID', problems.join('\n'));
  return settings as Settings;
}

function databaseOf(environment: Environment): { url: string; shared: string } {
  const url = environment.secret('DATABASE_URL');
  if (!url) throw terminal('ENVIRONMENT.INVALID', 'DATABASE_URL is missing (needed in MODE=distributed): mysql://user:password@host:3306/leadwright_<app>.');
  mysqlSettings(url);
  return { url, shared: environment.setting('OUTSIDE_SCHEMA') ?? 'leadwright_outside' };
}

async function whenMigrated(open: () => Promise<Store>, log: Log): Promise<Store> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code !== 'DATABASE.NOT_MIGRATED' && failure.code !== 'DATABASE.OPEN') throw failure;
      log.error('database.waiting', failure);
      await wait(LOOK_AGAIN_MS);
    }
  }
}
