import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { GroupCommit } from '#persistence';
import type { BrokerConsumer, BrokerRecord, ConsumeOptions } from './broker-client.js';
import { chunksOf } from './chunks-of.js';
import { bySubscription } from './kafkajs-assigner.js';
import { isRebalanced, kafkaFailure } from './kafka-failure.js';

const CHUNK = { count: 500, bytes: 1_000_000 };
/** Partitions that are handed out side by side; how many are worked on is the subscriptions' business. */
const SIDE_BY_SIDE = 64;
const HEARTBEAT_MS = 1_000;
/** A chunk that takes longer is stuck: then its partitions should go to another member. */
const BEAT_AT_MOST_MS = 60_000;
/** How soon a paused topic goes on after `resume`, and how long `stop` waits for a fetch. */
const FETCH_WAIT_MS = 500;

interface Position { readonly topic: string; readonly partition: number; readonly offset: string; readonly store: EachBatchPayload['commitOffsetsIfNecessary'] }

/** One member of a group. What kafkajs would do by itself (auto-commit, auto-resolve, restart) is switched off. */
export class KafkajsConsumer implements BrokerConsumer {
  private readonly consumer: Consumer;
  /** A batch comes from several partitions, whose positions share a request. */
  private readonly positions = new GroupCommit<Position, void>(storePositions);
  private readonly paused = new Set<string>();
  private stopped = false;

  constructor(kafka: Kafka, sessionMs: number, private readonly options: ConsumeOptions) {
    this.consumer = kafka.consumer({
      groupId: options.group, sessionTimeout: sessionMs, heartbeatInterval: HEARTBEAT_MS, rebalanceTimeout: 60_000, allowAutoTopicCreation: false, partitionAssigners: [bySubscription],
      maxWaitTimeInMs: FETCH_WAIT_MS, maxBytesPerPartition: 1_048_576, maxBytes: 5_242_880,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  async start(): Promise<void> {
    const { consumer, options } = this;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => options.onAssigned(new Map(Object.entries(payload.memberAssignment))));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!this.stopped) options.onEnded(kafkaFailure(payload.error, `The consumer of ${options.group} ended`));
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: SIDE_BY_SIDE, eachBatch: (payload) => this.handle(payload) });
  }

  pause(topic: string): void {
    this.paused.add(topic);
    this.ifRunning(() => this.consumer.pause([{ topic }]));
  }

  resume(topic: string): void {
    this.paused.delete(topic);
    this.ifRunning(() => this.consumer.resume([{ topic }]));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.consumer.disconnect();
  }

  /** kafkajs throws when it has left its group already; then nothing is fetched that could be paused. */
  private ifRunning(change: () => void): void {
    try {
      change();
    } catch (error) {
      if (!/not initialized/.test((error as Error).message)) throw error;
    }
  }

  /** Only `heartbeat` may throw here: it tells kafkajs to join again. */
  private async handle({ batch, heartbeat, resolveOffset, commitOffsetsIfNecessary, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    const { positions } = this;
    for (const records of chunksOf(batch.messages.map((message) => toRecord(partition, message)), sizeOf, CHUNK)) {
      if (!isRunning() || isStale() || this.paused.has(topic)) return;
      let past = -1;
      const stopBeating = beat(heartbeat);
      try {
        await this.options.onChunk({
          topic, partition, records,
          async commit(record) {
            try {
              await positions.submit({ topic, partition, offset: String(record.offset + 1), store: commitOffsetsIfNecessary });
            } catch (error) {
              if (isRebalanced(error)) return;
              throw kafkaFailure(error, `The position on ${topic}[${partition}] could not be stored`);
            }
            resolveOffset(String(record.offset));
            past = record.offset;
          },
        });
      } finally {
        stopBeating();
      }
      await heartbeat();
      if (past !== records.at(-1)!.offset) return;
    }
  }
}

async function storePositions(positions: readonly Position[]): Promise<void[]> {
  await positions[0]!.store({ topics: [...Map.groupBy(positions, ({ topic }) => topic)].map(([topic, partitions]) => ({ topic, partitions: [...partitions] })) });
  return positions.map(() => undefined);
}

const toRecord = (partition: number, { offset, key, value }: KafkaMessage): BrokerRecord => ({ partition, offset: Number(offset), key: key ?? null, value });
const sizeOf = ({ value }: BrokerRecord): number => value?.length ?? 0;

/** Keeps the membership while a chunk is handled. A rebalance is heard after it, by the heartbeat that follows. */
function beat(heartbeat: () => Promise<void>): () => void {
  const began = performance.now();
  const timer = setInterval(() => {
    if (performance.now() - began > BEAT_AT_MOST_MS) clearInterval(timer);
    else heartbeat().catch(() => undefined);
  }, HEARTBEAT_MS);
  return () => clearInterval(timer);
}
