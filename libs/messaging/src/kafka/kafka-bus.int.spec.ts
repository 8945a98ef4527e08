import { leadAccepted, messageDeadLettered } from '#contracts';
import type { Store } from '#persistence';
import { APP, conformanceTables, describeAppMessaging, describeBus, describeWithKafka, SpecOutbox, temporaryKafka, temporarySqliteStore, type TemporaryKafka } from '#testing';
import { busMigration, messagingMigration } from '../tables.js';
import { KafkaBus } from './kafka-bus.js';
import { openBrokerClient } from './kafkajs-client.js';

const TOPICS = [leadAccepted.topic, messageDeadLettered.topic];
let nextId = 0;
const edge = { now: Date.now, nextId: () => `event-${String((nextId += 1)).padStart(8, '0')}` };

/** Sends what was committed before it closes: its outbox keeps nothing. */
class SpecBus extends KafkaBus {
  constructor({ settings }: TemporaryKafka, private readonly made: SpecOutbox[] = []) {
    super({
      client: openBrokerClient(settings, 'spec'), onError: () => undefined, onFatal: (failure) => { throw failure; },
      outbox: (app, publisher) => {
        made.push(new SpecOutbox(app, publisher, edge));
        return made.at(-1)!;
      },
    });
  }

  override async close(): Promise<void> {
    await Promise.all(this.made.map(({ sent }) => sent));
    await super.close();
  }
}

describeWithKafka('Kafka', () => {
  describeBus('Kafka', async () => {
    const [temporary, kafka] = await Promise.all([temporarySqliteStore([busMigration]), temporaryKafka(TOPICS)]);
    let bus = new SpecBus(kafka);
    return {
      bus,
      work: temporary.store.work,
      async restart() {
        await bus.close();
        const store: Store = await temporary.reopen();
        bus = new SpecBus(kafka);
        return { bus, work: store.work };
      },
      async close() {
        await bus.close();
        await Promise.all([temporary.remove(), kafka.remove()]);
      },
    };
  });

  describeAppMessaging('Kafka', async () => {
    const [temporary, kafka] = await Promise.all([temporarySqliteStore([busMigration, messagingMigration(APP), conformanceTables]), temporaryKafka(TOPICS)]);
    const bus = new SpecBus(kafka);
    const client = openBrokerClient(kafka.settings, 'spec-appends');
    return {
      bus,
      work: temporary.store.work,
      append: (topic, key, value) => client.produce([{ topic, key, value }]),
      async close() {
        await bus.close();
        await client.disconnect();
        await Promise.all([temporary.remove(), kafka.remove()]);
      },
    };
  });
});
