import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadAccepted, retryable } from '#contracts';
import { SpecOutbox, temporarySqliteStore, type TemporaryStore } from '#testing';
import { AppMessaging } from './app-messaging.js';
import type { Bus, Delivery } from './bus.js';
import { messagingMigration } from './tables.js';

/** A bus on which the spec says what waits. */
class ScriptedBus implements Bus {
  waiting: ReadonlyMap<number, number> | null = new Map();
  handle!: (delivery: Delivery) => Promise<void>;

  outbox(app: string) {
    return new SpecOutbox(app, { publish: () => Promise.resolve() }, { now: Date.now, nextId: () => 'id' });
  }

  subscribe(_group: string, _topic: string, handle: (delivery: Delivery) => Promise<void>) {
    this.handle = handle;
    const lagByPartition = () => (this.waiting ? Promise.resolve(this.waiting) : Promise.reject(retryable('BUS.UNREACHABLE', 'No broker answers.')));
    return { stop: () => Promise.resolve(), lagByPartition, lag: () => Promise.reject(new Error('Nobody asks.')) };
  }

  close = () => Promise.resolve();
}

describe('how a consumer stands', () => {
  let place: TemporaryStore;
  let bus: ScriptedBus;
  let messaging: AppMessaging;
  let now = 1_000;
  const look = async () => (await messaging.health())[0]!;

  beforeEach(async () => {
    place = await temporarySqliteStore([messagingMigration('delivery')]);
    bus = new ScriptedBus();
    messaging = new AppMessaging({ app: 'delivery', work: place.store.work, bus, holder: 'one', alone: true, onError: () => undefined, edge: { now: () => now, random: () => 0.5, nextId: () => 'id' } });
    messaging.onBatch(leadAccepted, () => Promise.resolve());
    await messaging.start();
  });
  afterEach(async () => {
    await messaging.stop(0);
    await place.remove();
  });

  it('is stuck since messages wait, not since it last had work', async () => {
    now = 1_000_000;
    bus.waiting = new Map([[0, 2], [3, 1]]);
    expect(await look()).toMatchObject({ lag: 3, stuckSince: 1_000_000 });
    now = 2_000_000;
    expect((await look()).stuckSince).toBe(1_000_000);
  });

  it('is not stuck any more once a batch is done, though more wait', async () => {
    bus.waiting = new Map([[0, 2]]);
    await look();
    await bus.handle({ records: [], advance: () => { throw new Error('Nothing to advance.'); } });
    now = 3_000_000;
    expect((await look()).stuckSince).toBe(3_000_000);
    bus.waiting = new Map([[0, 0]]);
    expect((await look()).stuckSince).toBeNull();
  });

  it('is not called stuck when the bus does not answer', async () => {
    bus.waiting = new Map([[0, 2]]);
    await look();
    bus.waiting = null;
    expect(await look()).toMatchObject({ lag: null, stuckSince: null });
  });
});
