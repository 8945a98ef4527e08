import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { leadAccepted, messageDeadLettered } from '#contracts';
import { nothing, select } from '#persistence';
import { APP, temporarySqliteStore, type TemporaryStore } from '#testing';
import { AppMessaging } from './app-messaging.js';
import { BatchConsumer } from './batch-consumer.js';
import type { BusRecord } from './bus.js';
import { EmbeddedBus } from './embedded/embedded-bus.js';
import { busMigration, messagingMigration } from './tables.js';

let place: TemporaryStore;
let bus: EmbeddedBus;
let consumer: BatchConsumer;
let nextId = 0;

beforeEach(async () => {
  place = await temporarySqliteStore([busMigration, messagingMigration(APP)]);
  const { work } = place.store;
  const edge = { now: () => 1, random: () => 0.5, nextId: () => `id-${(nextId += 1)}` };
  bus = new EmbeddedBus({ work, edge, onError: () => undefined });
  const { tasks, deadLetters } = new AppMessaging({ app: APP, work, bus, edge, holder: 'one', alone: true, onError: () => undefined });
  consumer = new BatchConsumer(leadAccepted, () => Promise.resolve(), { app: APP, work, tasks, deadLetters, edge });
});
afterEach(async () => {
  await bus.close();
  await place.remove();
});

const record = (position: number, value: string | null): BusRecord => ({ topic: leadAccepted.topic, partition: 0, position, key: 'k', value: value ?? '', bytes: value === null ? null : Buffer.from(value) });
const handle = (...records: BusRecord[]) => consumer.handle({ records, advance: nothing });
const rows = <R>(sql: string) => place.store.work.read(() => select<R>(sql));

it('a record that is no event and comes again, as after a crash or a reset position, is one dead letter, told once', async () => {
  await handle(record(1, '{broken'), record(2, null));
  await handle(record(1, '{broken'), record(2, null), record(3, '{broken'));
  expect(await rows(`SELECT title FROM ${APP}_dead_letters`)).toHaveLength(3);
  expect(await rows(`SELECT position FROM bus_messages WHERE topic = '${messageDeadLettered.topic}'`)).toHaveLength(3);
});

it('another record at the same place, as in a topic that was made anew, is another one', async () => {
  await handle(record(1, '{broken'));
  await handle(record(1, '{otherwise'));
  expect(await rows(`SELECT title FROM ${APP}_dead_letters`)).toHaveLength(2);
});
