import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka, ClientsModule, EventPattern, Payload, Transport, type KafkaOptions, type MicroserviceOptions } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { monotonicFactory } from 'ulid';
import type { AppName, EventMessage } from '#contracts';
import { answering, openDoor } from '../distributed/floor-door.js';
import { allStages } from '../stages/all-stages.js';
import { IntakeStage } from '../stages/intake.stage.js';
import { loadParts } from '../stages/stage-parts.js';
import { eventOf, type Draft, type Stage } from '../stages/stage.js';
import { openPeerTables } from './peer-tables.js';

/**
 * One app on Nest's own Kafka transport as its documentation shows it: `node naive-nest-program.js <app> <brokers> <prefix> <address of
 * the tables> <folder of the configuration>`. One handler, one transaction and one emit per message. Tells its parent its door's port.
 */
const [app, brokers, prefix, address, configDir] = process.argv.slice(2) as [AppName, string, string, string, string];
const CONNECTIONS = 10;
/** Partitions side by side, where leads have nothing in common; assignment has its desk, and console one document for events of three topics. */
const SIDE_BY_SIDE = app === 'assignment' || app === 'console' ? 1 : 4;
const CLIENT = Symbol('client');

const edge = { now: Date.now, nextId: monotonicFactory() };
const parts = await loadParts(configDir);
const tables = openPeerTables(address, CONNECTIONS);
const client = { clientId: app, brokers: brokers.split(',') };
let sequence = 0;

/** Resolves when the brokers have it. */
async function emit(to: ClientKafka, draft: Draft): Promise<void> {
  const value = eventOf(draft, { id: edge.nextId(), now: new Date(edge.now()).toISOString(), producer: app, sequence: sequence += 1 });
  await lastValueFrom(to.emit(prefix + draft.topic, { key: draft.leadId, value }));
}

function controllerOf({ topic, reads, run }: Stage) {
  @Controller()
  class StageController {
    constructor(@Inject(CLIENT) private readonly client: ClientKafka) {}

    @EventPattern(prefix + topic)
    async handle(@Payload() payload: unknown): Promise<void> {
      const event = payload as EventMessage;
      const { events } = await tables.transact(reads([event]), (found) => run([event], found, edge));
      for (const draft of events) await emit(this.client, draft);
    }
  }
  return StageController;
}

@Module({
  imports: [ClientsModule.register([{ name: CLIENT, transport: Transport.KAFKA, options: { client, producerOnlyMode: true } }])],
  controllers: allStages(parts).filter(({ group }) => group === app).map(controllerOf),
})
class AppModule {}

process.once('disconnect', () => process.exit(0)); // The bench is gone, whichever way it went.
const logger = ['error', 'warn'] as const;
if (app === 'intake') {
  const context = await NestFactory.createApplicationContext(AppModule, { logger: [...logger] });
  const to = context.get<ClientKafka>(CLIENT);
  await to.connect();
  const intake = new IntakeStage(parts, randomBytes(32));
  // A call of many leads is one transaction here too; only its events go one by one.
  process.send!({ port: await openDoor(answering(async (bytes) => {
    const call = intake.read(bytes, edge);
    const { events, answers } = await tables.transact([intake.reads([call])], ([found]) => intake.run([call], found!, edge));
    await Promise.all(events.map((draft) => emit(to, draft)));
    return answers[0];
  }, fail)) });
} else {
  const kafka: KafkaOptions = { transport: Transport.KAFKA, options: { client, consumer: { groupId: prefix + app }, subscribe: { fromBeginning: true }, run: { partitionsConsumedConcurrently: SIDE_BY_SIDE } } };
  const service = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, { ...kafka, logger: [...logger] });
  await service.listen();
  process.send!({ port: 0 });
}

function fail(error: unknown): never {
  process.stderr.write(`${app} cannot go on: ${(error as Error).stack}\n`);
  process.exit(1);
}
