import { leadAccepted, messageDeadLettered } from '#contracts';
import type { MigrationClass } from '#persistence';
import { APP, conformanceTables, describeAppMessaging, describeBus, describeWithKafka, describeWithMysql, temporaryKafka, temporaryMysqlStore, temporarySqliteStore, type TemporaryKafka, type TemporaryStore } from '#testing';
import { ClaimedOutbox } from '../claimed-outbox/claimed-outbox.js';
import { keptEventsMigration, messagingMigration, outboxMigration } from '../tables.js';
import { KafkaBus } from './kafka-bus.js';
import { openBrokerClient } from './kafkajs-client.js';

const TOPICS = [leadAccepted.topic, messageDeadLettered.topic];
const MIGRATIONS = ['assignment', APP].flatMap((app) => [outboxMigration(app), keptEventsMigration(app)]);
let nextId = 0;
const edge = { now: Date.now, random: () => 0.5, nextId: () => `event-${String((nextId += 1)).padStart(8, '0')}` };

/** A bus with the outboxes of its process, as a service has them. */
class SpecBus extends KafkaBus {
  constructor({ settings }: TemporaryKafka, { store }: TemporaryStore, private readonly made: ClaimedOutbox[] = []) {
    super({
      client: openBrokerClient(settings, 'spec'), onError: () => undefined, onFatal: (failure) => { throw failure; },
      outbox: (app, publisher) => {
        made.push(new ClaimedOutbox({ app, work: store.work, publisher, edge, onError: () => undefined }));
        return made.at(-1)!;
      },
    });
  }

  override async close(): Promise<void> {
    await Promise.all(this.made.map((outbox) => outbox.stop()));
    await super.close();
  }
}

function describeOn(engine: string, openStore: (migrations: readonly MigrationClass[]) => Promise<TemporaryStore>): void {
  describeBus(`Kafka and ${engine}`, async () => {
    const [place, kafka] = await Promise.all([openStore(MIGRATIONS), temporaryKafka(TOPICS)]);
    let bus = new SpecBus(kafka, place);
    return {
      bus,
      work: place.store.work,
      async restart() {
        await bus.close();
        const { work } = await place.reopen();
        bus = new SpecBus(kafka, place);
        return { bus, work };
      },
      async close() {
        await bus.close();
        await Promise.all([place.remove(), kafka.remove()]);
      },
    };
  });

  describeAppMessaging(`Kafka and ${engine}`, async () => {
    const [place, kafka] = await Promise.all([openStore([...MIGRATIONS, messagingMigration(APP), conformanceTables]), temporaryKafka(TOPICS)]);
    const bus = new SpecBus(kafka, place);
    const client = openBrokerClient(kafka.settings, 'spec-appends');
    return {
      bus,
      work: place.store.work,
      append: (topic, key, value) => client.produce([{ topic, key, value }]),
      async close() {
        await bus.close();
        await client.disconnect();
        await Promise.all([place.remove(), kafka.remove()]);
      },
    };
  });
}

describeWithKafka('Kafka', () => {
  describeOn('SQLite', temporarySqliteStore);
  describeWithMysql('MySQL', () => describeOn('MySQL', temporaryMysqlStore));
});
