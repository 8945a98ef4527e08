import { hostname } from 'node:os';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DynamicModule, InjectionToken, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppMessaging, DeadLetters, MessageTransport, messagingMigration, Outbox, Tasks, type Bus } from '#messaging';
import { UnitOfWork, type MigrationClass, type Store } from '#persistence';
import { ConfigSwitchConsumer } from '../config/config-switch.consumer.js';
import { Configs, StoredConfigs } from '../config/configs.js';
import { configMigration } from '../config/config-tables.js';
import { Clock, Ids } from '../edges.js';
import { SafeHttp } from '../egress/safe-http.js';
import { Environment } from '../environment.js';
import { DeadLettersController, HealthController } from '../health/health.controller.js';
import { Metrics } from '../health/metrics.js';
import { ReadyNotes } from '../health/ready-notes.js';
import { RepublishController } from '../health/republish.controller.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { assertRoutesKnown, Authenticator, RouteGuard } from '../http/route-guard.js';
import { ServiceCaller } from '../http/service-caller.js';
import { SigningKey } from '../http/signing-key.js';
import { streamBodies } from '../http/streamed-body.js';
import { Log } from '../log.js';
import type { ServiceDefinition } from './service-definition.js';

/** What a service stands on; made once per process. */
export interface Host {
  readonly environment: Environment;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly http: SafeHttp;
  readonly caller: ServiceCaller;
  readonly signingKey: SigningKey;
  /** Shared by the services of this process; each has its own without it. */
  readonly notes?: ReadyNotes;
  /** No other process shares the store. */
  readonly alone: boolean;
}

export interface RunningService {
  readonly name: string;
  readonly app: NestFastifyApplication;
  readonly messaging: AppMessaging;
  /** Handles one HTTP request; for a front door that serves several services on one port. */
  route(request: IncomingMessage, response: ServerResponse): void;
  /** Starts consumers and tasks. HTTP works before that. */
  startMessaging(): Promise<void>;
  stop(): Promise<void>;
}

/** All migrations of a service: its own, and those of its messages and configuration. */
export const serviceMigrations = (definition: ServiceDefinition): MigrationClass[] => [messagingMigration(definition.name), configMigration(definition.name), ...definition.migrations];

/** A version that another replica heard of is in force here within so long. */
const FOLLOW_MS = 1_000;
/** Bytes of a request body that are read at all. */
const BODY_LIMIT = 1024 * 1024;

/** Builds a service: its module on its own container, its HTTP surface and its messaging. Nothing runs yet. */
export async function createService(definition: ServiceDefinition, host: Host): Promise<RunningService> {
  const { name } = definition;
  const log = host.log.child({ app: name });
  const messaging = new AppMessaging({
    app: name, work: host.store.work, bus: host.bus, alone: host.alone, holder: `${hostname()}-${process.pid}-${name}`.slice(-64),
    edge: { now: () => host.clock.now(), random: Math.random, nextId: () => host.ids.next() },
    onError: (event, failure, details) => log.error(event, failure, details),
  });
  const configs = new StoredConfigs(name, definition.configs, host.store.work, log);
  await configs.load({ folder: host.environment.configDir, checks: definition.checks ?? {}, now: host.clock.now() });
  const unfollow = host.alone ? () => undefined : configs.follow(FOLLOW_MS);

  const providers: Provider[] = [
    { provide: UnitOfWork, useValue: host.store.work },
    { provide: Outbox, useValue: messaging.outbox },
    { provide: Tasks, useValue: messaging.tasks },
    { provide: DeadLetters, useValue: messaging.deadLetters },
    { provide: AppMessaging, useValue: messaging },
    { provide: StoredConfigs, useValue: configs },
    { provide: Configs, useValue: configs },
    { provide: Clock, useValue: host.clock },
    { provide: Ids, useValue: host.ids },
    { provide: Log, useValue: log },
    { provide: Environment, useValue: host.environment },
    { provide: SafeHttp, useValue: host.http },
    { provide: ServiceCaller, useValue: host.caller },
    { provide: SigningKey, useValue: host.signingKey },
    { provide: Metrics, useValue: new Metrics(name, messaging) },
    { provide: ReadyNotes, useValue: host.notes ?? new ReadyNotes() },
  ];
  const app = await NestFactory.create<NestFastifyApplication>(hostModule(definition, providers), fastify(), { logger: false, bodyParser: false, abortOnError: false });
  const authenticator = optional(() => app.get(Authenticator, { strict: false }));
  app.useGlobalGuards(new RouteGuard({ signingKey: host.signingKey.value, clock: host.clock, authenticator: () => authenticator }));
  app.useGlobalFilters(new ProblemFilter(log));
  app.connectMicroservice({ strategy: new MessageTransport(messaging) });
  const registered: { method: string; path: string }[] = [];
  const instance = app.getHttpAdapter().getInstance();
  instance.addHook('onRoute', (route) => { for (const method of [route.method].flat()) registered.push({ method, path: route.url }); });
  await app.init();
  await instance.ready();
  assertRoutesKnown(registered);
  return {
    name, app, messaging,
    route: (request, response) => { instance.routing(request, response); },
    startMessaging: async () => { await app.startAllMicroservices(); },
    async stop() {
      unfollow();
      await app.close();
    },
  };
}

class HostModule {}

const hostModule = (definition: ServiceDefinition, providers: Provider[]): DynamicModule => ({
  module: HostModule,
  global: true,
  imports: [definition.module],
  providers,
  exports: providers.map((provider) => (provider as { provide: InjectionToken }).provide),
  controllers: [HealthController, DeadLettersController, RepublishController, ConfigSwitchConsumer],
});

/** Bodies stay bytes: signatures are over bytes, and JSON is parsed within limits by the route that wants it. Those of a few routes stay streams. */
function fastify(): FastifyAdapter {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, exposeHeadRoutes: false, forceCloseConnections: 'idle', requestTimeout: 30_000 });
  const instance = adapter.getInstance();
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', { parseAs: 'buffer' }, (_request: unknown, body: unknown, done: (error: null, body: unknown) => void) => done(null, body));
  streamBodies(adapter);
  return adapter;
}

function optional<T>(get: () => T): T | null {
  try {
    return get();
  } catch {
    return null;
  }
}
