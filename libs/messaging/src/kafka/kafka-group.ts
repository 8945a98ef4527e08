import { setTimeout as wait } from 'node:timers/promises';
import { toFailure } from '#contracts';
import type { Delivery } from '../bus.js';
import type { BrokerConsumer } from './broker-client.js';
import type { KafkaParts } from './kafka-parts.js';
import { KafkaSubscription } from './kafka-subscription.js';

/** Starts in a row that failed, though brokers were there. */
const MAX_STARTS = 5;
/** A consumer that ran for so long was well. */
const WELL_AFTER_MS = 60_000;
const MAX_WAIT_MS = 5_000;

/** Ends early, without an error, when it is stopped. */
const sleepFor = (ms: number, stop: AbortSignal): Promise<unknown> => wait(ms, null, { signal: stop }).catch(() => undefined);

/**
 * The one consumer that a process has in a group, on all topics it subscribed to. When it ends, it is started again: without
 * limit while no broker can be reached (what is not Kafka's, such as taking calls, goes on meanwhile), a few times after other
 * trouble, and not at all when it was refused or failed by a defect: that is fatal.
 */
export class KafkaGroup {
  private readonly subscriptions = new Map<string, KafkaSubscription>();
  private consumer: BrokerConsumer | null = null;
  private readonly stopping = new AbortController();
  private interrupt = Promise.withResolvers<unknown>();
  private loop: Promise<void> | null = null;
  private starts = 0;

  constructor(private readonly group: string, private readonly parts: KafkaParts, private readonly sleep: (ms: number, stop: AbortSignal) => Promise<unknown> = sleepFor) {}

  subscribe(topic: string, handle: (delivery: Delivery) => Promise<void>): KafkaSubscription {
    if (this.subscriptions.has(topic)) throw new Error(`${this.group} subscribes to ${topic} already in this process.`);
    const subscription = new KafkaSubscription({ group: this.group, topic, handle, ...this.parts, consumer: () => this.consumer, onStopped: () => this.release(topic) });
    this.subscriptions.set(topic, subscription);
    // Every topic that is subscribed to in this turn joins at once; a later one lets the consumer join again.
    if (this.loop) this.interrupt.resolve(null);
    else this.loop = new Promise((resolve) => { setImmediate(() => resolve(this.run())); });
    return subscription;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.subscriptions.values()].map((subscription) => subscription.stop()));
  }

  /** Every topic has stopped; what subscribes from now on needs another group object. */
  get ended(): boolean {
    return this.stopping.signal.aborted;
  }

  /** The last topic that stops ends the consumer. */
  private async release(topic: string): Promise<void> {
    this.subscriptions.delete(topic);
    if (this.subscriptions.size > 0) return;
    this.stopping.abort();
    this.interrupt.resolve(null);
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const began = performance.now();
      const ended = await this.consume();
      if (this.stopping.signal.aborted || ended === null) continue;
      const failure = toFailure(ended);
      this.starts = performance.now() - began > WELL_AFTER_MS || failure.code === 'BUS.UNREACHABLE' ? 1 : this.starts + 1;
      if (!failure.retryable || this.starts > MAX_STARTS) return this.parts.onFatal(failure);
      const waitMs = failure.code === 'BUS.UNREACHABLE' ? MAX_WAIT_MS / 5 : Math.min(500 * 2 ** this.starts, MAX_WAIT_MS);
      this.parts.onError('consumer.ended', failure, { group: this.group, again: this.starts, waitMs });
      await this.sleep(waitMs, this.stopping.signal);
    }
  }

  /** Consumes until something ends it; returns why, or null when we did. */
  private async consume(): Promise<unknown> {
    this.interrupt = Promise.withResolvers();
    const topics = [...this.subscriptions.keys()];
    try {
      await this.parts.client.connect();
      this.consumer = await this.parts.client.consume({
        group: this.group, topics,
        onChunk: async (chunk) => { await this.subscriptions.get(chunk.topic)?.deliver(chunk); },
        onAssigned: (partitions) => { for (const topic of topics) this.subscriptions.get(topic)?.assign(partitions.get(topic) ?? []); },
        onEnded: (failure) => this.interrupt.resolve(failure),
      });
      return await this.interrupt.promise;
    } catch (error) {
      return error;
    } finally {
      const consumer = this.consumer;
      this.consumer = null;
      await consumer?.stop().catch((error: unknown) => this.parts.onError('consumer.stop', toFailure(error), { group: this.group }));
    }
  }
}
