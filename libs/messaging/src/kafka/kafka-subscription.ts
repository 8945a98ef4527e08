import { setTimeout as wait } from 'node:timers/promises';
import { retryable, toFailure } from '#contracts';
import { afterCommit, failpoint } from '#persistence';
import type { BusRecord, Delivery, Subscription } from '../bus.js';
import type { BrokerConsumer, BrokerRecord, Chunk } from './broker-client.js';
import { ChunkQueue } from './chunk-queue.js';
import type { KafkaParts } from './kafka-parts.js';

export interface KafkaSubscriptionParts extends KafkaParts {
  readonly group: string;
  readonly topic: string;
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly consumer: () => BrokerConsumer | null;
  readonly onStopped: () => Promise<void>;
}

const MAX_PAUSE_MS = 30_000;
/** Kubernetes waits 30 s before it kills. */
const DRAIN_MS = 20_000;

/**
 * One topic of a group: one batch at a time, of all its partitions that this process has. A batch is handled, its outcome
 * committed to the database, then its positions to Kafka; what happens between the two lets it come again, and the inbox knows
 * it. After a failure the topic pauses, on all its partitions.
 */
export class KafkaSubscription implements Subscription {
  private readonly queue = new ChunkQueue((chunks) => this.work(chunks));
  private assigned: readonly number[] | null = null;
  private pausing: NodeJS.Timeout | null = null;
  private failures = 0;
  private asking: Promise<ReadonlyMap<number, number>> | null = null;
  private stopped: Promise<void> | null = null;

  constructor(private readonly parts: KafkaSubscriptionParts) {}

  assign(partitions: readonly number[]): void {
    this.assigned = partitions;
  }

  /** Never rejects. */
  async deliver(chunk: Chunk): Promise<void> {
    // A consumer that was started anew does not know that the topic is paused.
    if (this.stopped || this.pausing) this.parts.consumer()?.pause(this.parts.topic);
    else await this.queue.add(chunk);
  }

  stop(): Promise<void> {
    this.stopped ??= this.drain();
    return this.stopped;
  }

  async lag(): Promise<number> {
    let sum = 0;
    for (const lag of (await this.lagByPartition()).values()) sum += lag;
    return sum;
  }

  /** Probes and metrics that ask at the same time get one answer. */
  lagByPartition(): Promise<ReadonlyMap<number, number>> {
    this.asking ??= this.askLag().finally(() => { this.asking = null; });
    return this.asking;
  }

  private async askLag(): Promise<ReadonlyMap<number, number>> {
    const offsets = await this.parts.client.offsets(this.parts.group, this.parts.topic);
    const own = offsets.filter(({ partition }) => this.assigned === null || this.assigned.includes(partition));
    return new Map(own.map(({ partition, next, end }) => [partition, Math.max(0, end - next)]));
  }

  private async work(chunks: readonly Chunk[]): Promise<void> {
    const { topic } = this.parts;
    const records = chunks.flatMap((chunk) => chunk.records.map((record) => toBusRecord(topic, record)));
    let settled = 0;
    try {
      await this.parts.handle({
        records,
        *advance(past) {
          yield* afterCommit(() => { settled = Math.max(settled, records.indexOf(past) + 1); });
        },
      });
      this.failures = 0;
    } catch (error) {
      this.pause(error);
    }
    failpoint('K9');
    await this.commit(chunks, settled);
  }

  /** The first `settled` records of these chunks are done. */
  private async commit(chunks: readonly Chunk[], settled: number): Promise<void> {
    let left = settled;
    const commits = chunks.map(async (chunk) => {
      const last = chunk.records[Math.min(left, chunk.records.length) - 1];
      left = Math.max(0, left - chunk.records.length);
      if (last) await chunk.commit(last).catch((error: unknown) => this.pause(error));
    });
    await Promise.all(commits);
  }

  /** The same records come again, after a pause that grows to 30 s. */
  private pause(error: unknown): void {
    if (this.pausing || this.stopped) return;
    const { group, topic, consumer, onError } = this.parts;
    this.failures += 1;
    const waitMs = Math.min(100 * 2 ** this.failures, MAX_PAUSE_MS);
    onError('consumer.paused', toFailure(error), { group, topic, again: this.failures, waitMs });
    consumer()?.pause(topic);
    this.queue.clear();
    this.pausing = setTimeout(() => {
      this.pausing = null;
      consumer()?.resume(topic);
    }, waitMs);
  }

  private async drain(): Promise<void> {
    const { group, topic, consumer, onError, onStopped } = this.parts;
    if (this.pausing) clearTimeout(this.pausing);
    consumer()?.pause(topic);
    this.queue.clear();
    const late = new AbortController();
    const over = wait(DRAIN_MS, 'late', { signal: late.signal }).catch(() => 'in time');
    // Leaving the group waits for the work in hand, too.
    const drained = await Promise.race([this.queue.idle().then(onStopped).then(() => 'in time'), over]);
    late.abort();
    if (drained === 'late') onError('consumer.undrained', retryable('BUS.UNDRAINED', `${topic} still works after ${DRAIN_MS} ms; what is not committed comes again.`), { group, topic });
  }
}

const toBusRecord = (topic: string, { partition, offset, key, value }: BrokerRecord): BusRecord => ({
  topic, partition, position: offset, key: key?.toString('utf8') ?? '', value: value?.toString('utf8') ?? '', bytes: value,
});
