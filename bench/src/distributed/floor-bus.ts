import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, Producer } from 'kafkajs';
import kafkajs from 'kafkajs';
import { chunksOf } from '../../../libs/messaging/src/kafka/chunks-of.js';
import { traceparentOf } from '../../../libs/messaging/src/kafka/traceparent.js';
import type { FloorSchema, Sealed } from './floor-schema.js';

/** Records that are handled together at most. */
const MOST = 500;
/** Below what a broker takes in one request for a partition, 1 MB. */
const SEND = { count: MOST, bytes: 800_000 };
const SIDE_BY_SIDE = 64;

type Handle = (values: readonly Buffer[]) => Promise<void>;
interface Arrived { readonly batch: EachBatchPayload['batch']; readonly heartbeat: () => Promise<void>; readonly done: () => void }

/** kafkajs as a program would use it that has nothing else: a producer, and a consumer whose batches are what a fetch brought of all partitions. */
export class FloorBus {
  private readonly producer: Producer;
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly kafka: Kafka, private readonly prefix: string, private readonly onFatal: (error: unknown) => void) {
    this.producer = kafka.producer({ allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  }

  connect(): Promise<void> {
    return this.producer.connect();
  }

  /** Sends in the order of the commits and then forgets; resolves when those before are sent, so that no more than one waits. */
  async publish(events: readonly Sealed[], schema: FloorSchema): Promise<void> {
    const before = this.sending;
    this.sending = before.then(async () => {
      if (events.length === 0) return;
      for (const some of chunksOf(events, ({ value }) => value.length, SEND)) await this.send(some);
      await schema.forget(events);
    });
    this.sending.catch(this.onFatal);
    await before;
  }

  /** Resolves when the group has its partitions. One batch after the other, as two topics may bring the same lead; a position is stored after its batch. */
  async subscribe(group: string, handlers: ReadonlyMap<string, Handle>): Promise<void> {
    const consumer = this.kafka.consumer({ groupId: this.prefix + group, maxWaitTimeInMs: 500, retry: { retries: 0 } });
    consumer.on(consumer.events.CRASH, ({ payload }) => this.onFatal(payload.error));
    let last: Promise<void> = Promise.resolve();
    const inTurn = (handle: Handle): Handle => (values) => (last = last.then(() => handle(values)));
    const heard = new Map([...handlers].map(([topic, handle]) => [this.prefix + topic, new HeardTopic(this.prefix + topic, inTurn(handle), consumer)]));
    await consumer.connect();
    await consumer.subscribe({ topics: [...heard.keys()], fromBeginning: true });
    const joined = new Promise((resolve) => { consumer.on(consumer.events.GROUP_JOIN, resolve); });
    await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: SIDE_BY_SIDE, eachBatch: ({ batch, heartbeat }) => heard.get(batch.topic)!.add(batch, heartbeat) });
    await joined;
  }

  private async send(events: readonly Sealed[]): Promise<void> {
    await this.producer.send({ acks: -1, topic: this.prefix + events[0]!.topic, messages: events.map(({ key, value }) => ({ key, value, headers: { traceparent: traceparentOf(value)! } })) });
  }
}

class HeardTopic {
  private waiting: Arrived[] = [];
  private working: Promise<void> | null = null;

  constructor(private readonly topic: string, private readonly handle: Handle, private readonly consumer: Consumer) {}

  add(batch: EachBatchPayload['batch'], heartbeat: () => Promise<void>): Promise<void> {
    return new Promise((done, fail) => {
      this.waiting.push({ batch, heartbeat, done });
      this.working ??= this.work();
      this.working.catch(fail);
    });
  }

  private async work(): Promise<void> {
    await nextTurn(); // What came with the same fetch is here by then.
    while (this.waiting.length > 0) {
      const taken = this.waiting.splice(0);
      const records = taken.flatMap(({ batch: { partition, messages } }) => messages.map(({ offset, value }) => ({ partition, offset, value: value! })));
      for (let at = 0; at < records.length; at += MOST) {
        const some = records.slice(at, at + MOST);
        await this.handle(some.map(({ value }) => value));
        const past = new Map(some.map(({ partition, offset }) => [partition, String(Number(offset) + 1)]));
        await this.consumer.commitOffsets([...past].map(([partition, offset]) => ({ topic: this.topic, partition, offset })));
        await taken[0]!.heartbeat();
      }
      for (const { done } of taken) done();
      await nextTurn();
    }
    this.working = null;
  }
}
