import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { leadAccepted, leadEscalated, messageDeadLettered, retryable, type LeadAccepted } from '#contracts';
import { insertRows, select } from '#persistence';
import { APP, conformanceTables, describeWithKafka, SpecOutbox, temporaryKafka, temporarySqliteStore, until, type TemporaryKafka, type TemporaryStore } from '#testing';
import { AppMessaging } from '../app-messaging.js';
import type { Batch } from '../batch.js';
import { outgoing } from '../outbox.js';
import { busMigration, messagingMigration } from '../tables.js';
import { KafkaBus } from './kafka-bus.js';
import { openBrokerClient } from './kafkajs-client.js';

let nextId = 0;
const edge = { now: Date.now, random: () => 0.5, nextId: () => `event-${String((nextId += 1)).padStart(8, '0')}` };

/** One process of an app. */
interface Replica { readonly bus: KafkaBus; readonly messaging: AppMessaging; readonly errors: string[]; handled: number }

describeWithKafka('replicas of an app', () => {
  let kafka: TemporaryKafka;
  let place: TemporaryStore;
  let replicas: Replica[];
  let before: (replica: Replica) => Promise<void>;

  beforeEach(async () => {
    replicas = [];
    before = () => Promise.resolve();
    [kafka, place] = await Promise.all([temporaryKafka([leadAccepted.topic, leadEscalated.topic, messageDeadLettered.topic], 4), temporarySqliteStore([busMigration, messagingMigration(APP), conformanceTables])]);
  });
  afterEach(async () => {
    await Promise.all(replicas.map(async ({ messaging, bus }) => {
      await messaging.stop(200);
      await (messaging.outbox as SpecOutbox).sent;
      await bus.close();
    }));
    await Promise.all([place.remove(), kafka.remove()]);
  });

  function replica(): Replica {
    const errors: string[] = [];
    const bus = new KafkaBus({
      client: openBrokerClient(kafka.settings, 'spec'), onFatal: ({ code }) => errors.push(`fatal ${code}`), onError: (event, { code }) => errors.push(`${event} ${code}`),
      outbox: (app, publisher) => new SpecOutbox(app, publisher, edge),
    });
    const messaging = new AppMessaging({ app: APP, work: place.store.work, bus, edge, holder: `holder-${replicas.length}`, alone: false, onError: () => undefined });
    const made: Replica = { bus, messaging, errors, handled: 0 };
    messaging.onBatch(leadAccepted, async (batch: Batch<LeadAccepted>) => {
      await before(made);
      const rows = batch.map(({ id, data }) => ({ id, rep: data.rep })).map(({ value }) => value);
      await batch.commit({ *write() { yield* insertRows('conformance_seen', rows); } });
      made.handled += rows.length;
    });
    replicas.push(made);
    return made;
  }

  /** Leads `from` to `to`, as another app publishes them. */
  const publish = async (bus: KafkaBus, from: number, to: number) => {
    const outbox = bus.outbox('assignment') as SpecOutbox;
    const events = Array.from({ length: to - from }, (_, index) => outgoing(leadAccepted, `lead-${from + index}`, { epoch: 1, rep: `rep-${from + index}`, by: 'nora' }));
    await place.store.work.transact({ write: () => outbox.publish(events) });
    await outbox.sent;
  };
  const seen = async () => (await place.store.work.read(() => select<{ rep: string }>('SELECT rep FROM conformance_seen'))).map(({ rep }) => rep);
  const expected = (to: number) => Array.from({ length: to }, (_, index) => `rep-${index}`).sort();

  it('take over partitions while a batch is in hand: everything is handled once, and both work on', async () => {
    const first = replica();
    let working = false;
    const hold = Promise.withResolvers<void>();
    before = async (by) => {
      if (by !== first) return;
      working = true;
      await hold.promise;
    };
    await publish(first.bus, 0, 60);
    await first.messaging.start();
    await until('the first has a batch in hand', () => working);
    const second = replica();
    await second.messaging.start();
    await until('the group waits for the first', async () => (await kafka.admin.describeGroups([kafka.settings.prefix + APP])).groups[0]?.state === 'PreparingRebalance', 15_000);
    hold.resolve();
    await until('all are handled', async () => (await seen()).length === 60, 15_000);

    await until('both have partitions', async () => (await Promise.all(replicas.map(({ messaging }) => messaging.health()))).every(([health]) => health!.lagByPartition.size === 2), 15_000);
    await publish(first.bus, 60, 160);
    await until('the rest is handled', async () => (await seen()).length === 160, 15_000);
    expect((await seen()).sort()).toEqual(expected(160));
    expect(second.handled).toBeGreaterThan(0);
    expect(replicas.flatMap(({ errors }) => errors)).toEqual([]);
  }, 60_000);

  it('leave what they have to the others when they stop', async () => {
    const [first, second] = [replica(), replica()];
    await Promise.all([first.messaging.start(), second.messaging.start()]);
    await publish(first.bus, 0, 40);
    await until('all are handled', async () => (await seen()).length === 40, 15_000);
    await second.messaging.stop(200);
    await publish(first.bus, 40, 80);
    await until('the first goes on alone', async () => (await seen()).length === 80, 15_000);
    expect((await seen()).sort()).toEqual(expected(80));
    expect((await first.messaging.health())[0]!.lagByPartition.size).toBe(4);
  }, 60_000);

  it('go on with one topic while another pauses', async () => {
    const one = replica();
    let refused = 0;
    one.messaging.onBatch(leadEscalated, async () => {
      refused += 1;
      throw retryable('DATABASE.BUSY', 'not now');
    });
    await one.messaging.start();
    const outbox = one.bus.outbox('assignment') as SpecOutbox;
    const escalated = Array.from({ length: 5 }, (_, index) => outgoing(leadEscalated, `lead-${index}`, { epoch: 1, rep: 'nora', to: 'mia', reason: 'nobody answered' }));
    await place.store.work.transact({ write: () => outbox.publish(escalated) });
    await until('the first topic pauses', () => refused > 0);
    await publish(one.bus, 0, 20);
    await until('the other topic is handled', async () => (await seen()).length === 20, 15_000);
    const [accepted, paused] = await one.messaging.health();
    // More than 5 where the producer had to send one again.
    expect([accepted!.braked, paused!.braked, paused!.lag! >= 5]).toEqual([null, 'not now', true]);
  }, 60_000);
});
