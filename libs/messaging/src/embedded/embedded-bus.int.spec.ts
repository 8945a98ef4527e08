import { execute, insertRows, selectOne, type MigrationClass, type Store } from '#persistence';
import { APP, conformanceTables, describeAppMessaging, describeBus, describeWithMysql, temporaryMysqlStore, temporarySqliteStore, type TemporaryStore } from '#testing';
import { busMigration, messagingMigration } from '../tables.js';
import { EmbeddedBus } from './embedded-bus.js';

let nextId = 0;
const busOn = (store: Store) => new EmbeddedBus({ work: store.work, edge: { now: Date.now, nextId: () => `event-${String((nextId += 1)).padStart(8, '0')}` }, onError: () => undefined });

const describeOn = (engine: string, open: (migrations: readonly MigrationClass[]) => Promise<TemporaryStore>) => {
  describeBus(engine, async () => {
    const temporary = await open([busMigration]);
    let bus = busOn(temporary.store);
    return {
      bus,
      work: temporary.store.work,
      async restart() {
        await bus.close();
        const store = await temporary.reopen();
        bus = busOn(store);
        return { bus, work: store.work };
      },
      async close() {
        await bus.close();
        await temporary.remove();
      },
    };
  });

  describeAppMessaging(engine, async () => {
    const temporary = await open([busMigration, messagingMigration(APP), conformanceTables]);
    const bus = busOn(temporary.store);
    return {
      bus,
      work: temporary.store.work,
      append: (topic, key, value) => temporary.store.work.transact({
        *write() {
          yield* execute('UPDATE bus_head SET position = position + 1');
          const head = yield* selectOne<{ position: number }>('SELECT position FROM bus_head');
          yield* insertRows('bus_messages', [{ position: head!.position, topic, lead_id: key, message: value, published_at: 0 }]);
        },
      }),
      async close() {
        await bus.close();
        await temporary.remove();
      },
    };
  });
};

describeOn('SQLite', temporarySqliteStore);
describeWithMysql('MySQL', () => describeOn('MySQL', temporaryMysqlStore));
