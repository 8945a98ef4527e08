import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { retryable, terminal, type Failure } from '#contracts';
import type { Work } from '#persistence';
import { until } from '#testing';
import type { Delivery } from '../bus.js';
import type { BrokerClient, BrokerRecord, ConsumeOptions } from './broker-client.js';
import { KafkaGroup } from './kafka-group.js';

/** A broker client whose consumers end, and whose records come, when the spec says so. */
class ScriptedClient implements BrokerClient {
  readonly joined: ConsumeOptions[] = [];
  readonly calls: string[] = [];
  refuses: Failure | null = null;

  connect = async () => { if (this.refuses) throw this.refuses; };
  produce = () => Promise.resolve();
  offsets = () => Promise.resolve([{ partition: 0, next: 2, end: 5 }, { partition: 1, next: 0, end: 4 }]);
  disconnect = () => Promise.resolve();
  consume = (options: ConsumeOptions) => {
    this.joined.push(options);
    const note = (what: string) => { this.calls.push(what); };
    return Promise.resolve({ pause: (topic: string) => note(`pause ${topic}`), resume: (topic: string) => note(`resume ${topic}`), stop: async () => note('stop') });
  };

  get current(): ConsumeOptions {
    return this.joined.at(-1)!;
  }

  /** Hands out records of a partition; returns the offsets that were committed. */
  async hand(topic: string, partition: number, offsets: number[], commit: () => Promise<void> = () => Promise.resolve()): Promise<number[]> {
    const records = offsets.map((offset): BrokerRecord => ({ partition, offset, key: Buffer.from('lead-1'), value: Buffer.from('{}') }));
    const committed: number[] = [];
    await this.current.onChunk({ topic, partition, records, commit: async ({ offset }) => { await commit(); committed.push(offset); } });
    return committed;
  }
}

/** What a unit of work does at its end. */
function commit(work: Work<void>): void {
  for (const statement of work) if (statement.kind === 'after-commit') statement.run();
}

describe('the consumer of a group', () => {
  let client: ScriptedClient;
  let group: KafkaGroup;
  let fatal: Failure[];
  let errors: string[];
  let waits: number[];
  const settle = async ({ records, advance }: Delivery) => commit(advance(records.at(-1)!));

  beforeEach(() => {
    client = new ScriptedClient();
    [fatal, errors, waits] = [[], [], []];
    const sleep = async (ms: number) => {
      waits.push(ms);
      await new Promise((resolve) => setImmediate(resolve));
    };
    group = new KafkaGroup('delivery', { client, onError: (event) => errors.push(event), onFatal: (failure) => fatal.push(failure) }, sleep);
  });
  afterEach(() => group.stop());

  const joinedTimes = (times: number) => until(`it joined ${times} times`, () => client.joined.length === times);

  describe('starts and ends', () => {
    it('joins once for all topics of a turn, and again for a later one', async () => {
      group.subscribe('a', settle);
      group.subscribe('b', settle);
      await joinedTimes(1);
      expect(client.current.topics).toEqual(['a', 'b']);
      group.subscribe('c', settle);
      await joinedTimes(2);
      expect(client.current.topics).toEqual(['a', 'b', 'c']);
      expect(client.calls).toEqual(['stop']);
    });

    it('is fatal when it was refused', async () => {
      group.subscribe('a', settle);
      await joinedTimes(1);
      client.current.onEnded(terminal('BUS.REFUSED', 'a defect'));
      await until('the process is told', () => fatal.length === 1);
      expect(fatal[0]!.code).toBe('BUS.REFUSED');
    });

    it('tries a few times after other trouble, then is fatal', async () => {
      group.subscribe('a', settle);
      for (let times = 1; times <= 6; times += 1) {
        await joinedTimes(times);
        client.current.onEnded(retryable('BUS.TROUBLE', 'again and again'));
      }
      await until('the process is told', () => fatal.length === 1);
      expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    });

    it('waits for brokers that cannot be reached, without limit', async () => {
      client.refuses = retryable('BUS.UNREACHABLE', 'No broker answers.');
      group.subscribe('a', settle);
      await until('it tried often', () => waits.length > 20);
      expect(fatal).toEqual([]);
      client.refuses = null;
      await joinedTimes(1);
    });
  });

  describe('work', () => {
    it('stores a position only after its outcome', async () => {
      const order: string[] = [];
      group.subscribe('a', async (delivery) => { order.push('outcome'); await settle(delivery); });
      await joinedTimes(1);
      expect(await client.hand('a', 0, [5, 6, 7], async () => { order.push('position'); })).toEqual([7]);
      expect(order).toEqual(['outcome', 'position']);
    });

    it('stores the position of every partition that shared a batch', async () => {
      const seen: number[] = [];
      group.subscribe('a', async (delivery) => { seen.push(delivery.records.length); await settle(delivery); });
      await joinedTimes(1);
      expect(await Promise.all([client.hand('a', 0, [5, 6]), client.hand('a', 1, [90])])).toEqual([[6], [90]]);
      expect(seen).toEqual([3]);
    });

    it('keeps the part that is done when the rest fails, and pauses', async () => {
      group.subscribe('a', async ({ records, advance }) => {
        commit(advance(records[2]!)); // The first half of a batch that was cut in two.
        throw retryable('DATABASE.BUSY', 'later');
      });
      await joinedTimes(1);
      expect(await Promise.all([client.hand('a', 0, [1, 2]), client.hand('a', 1, [7, 8])])).toEqual([[2], [7]]);
      expect(client.calls).toEqual(['pause a']);
      await until('it goes on', () => client.calls.includes('resume a'));
    });

    it('hands out nothing while it pauses, also after a new start of the consumer', async () => {
      let deliveries = 0;
      group.subscribe('a', async () => { deliveries += 1; throw new Error('no'); });
      await joinedTimes(1);
      await client.hand('a', 0, [1]);
      client.current.onEnded(retryable('BUS.UNREACHABLE', 'gone'));
      await joinedTimes(2);
      expect(await client.hand('a', 0, [1])).toEqual([]);
      expect(deliveries).toBe(1);
      expect(client.calls.slice(0, 3)).toEqual(['pause a', 'stop', 'pause a']);
    });

    it('lets records come again whose position could not be stored', async () => {
      group.subscribe('a', settle);
      await joinedTimes(1);
      expect(await client.hand('a', 0, [1], () => Promise.reject(retryable('BUS.TROUBLE', 'no coordinator')))).toEqual([]);
      expect(client.calls).toEqual(['pause a']);
      expect(errors).toEqual(['consumer.paused']);
    });

    it('finishes the batch in hand when it stops, and gives up what waits behind it', async () => {
      const hold = Promise.withResolvers<void>();
      let deliveries = 0;
      const subscription = group.subscribe('a', async (delivery) => { deliveries += 1; await hold.promise; await settle(delivery); });
      await joinedTimes(1);
      const first = client.hand('a', 0, [1]);
      await until('it works', () => deliveries === 1);
      const second = client.hand('a', 1, [1]);
      const stopped = subscription.stop();
      hold.resolve();
      await stopped;
      expect([await first, await second, deliveries]).toEqual([[1], [], 1]);
      expect(client.calls.at(-1)).toBe('stop');
    });

    it('counts what waits on its own partitions', async () => {
      const subscription = group.subscribe('a', settle);
      await joinedTimes(1);
      client.current.onAssigned(new Map([['a', [0]]]));
      expect([await subscription.lag(), await subscription.lagByPartition()]).toEqual([3, new Map([[0, 3]])]);
      client.current.onAssigned(new Map());
      expect(await subscription.lag()).toBe(0);
    });
  });
});
