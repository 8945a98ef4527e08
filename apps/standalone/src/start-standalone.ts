import { join } from 'node:path';
import { assignmentService } from '../../assignment/src/assignment.service.js';
import { consoleService } from '../../console/src/console.service.js';
import { deliveryService } from '../../delivery/src/delivery.service.js';
import { enrichmentService } from '../../enrichment/src/enrichment.service.js';
import { intakeService } from '../../intake/src/intake.service.js';
import { researchService } from '../../research/src/research.service.js';
import { busMigration, EmbeddedBus } from '#messaging';
import { keyringMigration, openSqliteStore } from '#persistence';
import { AxiosSafeHttp, createService, Door, PinoLog, ReadyNotes, serviceMigrations, SigningKey, SystemClock, UlidIds, type Environment, type RunningService, type ServiceDefinition } from '#platform';
import { frontDoor } from './front-door.js';
import { InProcessCaller } from './in-process-caller.js';
import { claimDataFolder } from './claim-data-folder.js';

/** Console comes first: it publishes configuration that changed since the last start. */
export const services: readonly ServiceDefinition[] = [consoleService, intakeService, enrichmentService, researchService, assignmentService, deliveryService];

export interface Standalone {
  readonly port: number;
  readonly services: readonly RunningService[];
  /** Work in hand: requests are answered, batches and tasks finished; then the file is closed. */
  stop(): Promise<void>;
  inFlight(): number;
}

/** Starts every app in this process: each in its own container, on one SQLite file, one log and one port. */
export async function startStandalone(environment: Environment): Promise<Standalone> {
  const release = claimDataFolder(environment.dataDir);
  const log = PinoLog.open(environment.logLevel);
  const clock = new SystemClock();
  const ids = new UlidIds();
  const store = await openSqliteStore({ file: join(environment.dataDir, 'leadwright.sqlite'), migrations: [busMigration, keyringMigration, ...services.flatMap(serviceMigrations)] });
  const bus = new EmbeddedBus({ work: store.work, edge: { now: () => clock.now(), nextId: () => ids.next() }, onError: (event, failure, details) => log.error(event, failure, details) });
  const caller = new InProcessCaller();
  const host = { environment, store, bus, clock, ids, log, caller, alone: true, http: new AxiosSafeHttp(environment.egressMap), signingKey: SigningKey.from(environment), notes: new ReadyNotes() };

  const door = new Door();
  const port = await door.listen(environment.port, environment.host);
  const running: RunningService[] = [];
  for (const definition of services) {
    const service = await createService(definition, host);
    caller.add(service);
    running.push(service);
  }
  for (const service of running) await service.startMessaging();
  door.open(frontDoor(running));

  return {
    port,
    services: running,
    inFlight: () => running.reduce((sum, { messaging }) => sum + messaging.inFlight, 0),
    async stop() {
      const closed = door.close();
      for (const service of running) await service.messaging.stop();
      await bus.close();
      for (const service of running) await service.stop();
      await closed;
      await store.close();
      release();
    },
  };
}
