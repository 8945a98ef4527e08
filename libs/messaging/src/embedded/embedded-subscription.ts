import { setImmediate as nextTurn } from 'node:timers/promises';
import { toFailure, type Failure } from '#contracts';
import { insertRows, type Work } from '#persistence';
import type { BusRecord, Delivery, Subscription } from '../bus.js';
import type { TopicLog } from './topic-log.js';

/** A group that listens to a topic of the log: a piece, its outcome, the next piece; at the end of the log it waits to be woken. */
export class EmbeddedSubscription implements Subscription {
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();
  private signal = Promise.withResolvers<void>();
  private failures = 0;

  constructor(
    private readonly group: string, private readonly log: TopicLog, private readonly handle: (delivery: Delivery) => Promise<void>,
    private readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  wake(): void {
    this.signal.resolve();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  lag(): Promise<number> {
    return this.log.lag(this.group);
  }

  async lagByPartition(): Promise<ReadonlyMap<number, number>> {
    return new Map([[0, await this.lag()]]);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.signal = Promise.withResolvers<void>();
      try {
        const records = await this.log.next(this.group);
        if (records.length === 0) await this.signal.promise;
        else await this.handle({ records, advance: (past) => this.advance(past) });
        this.failures = 0;
      } catch (error) {
        await this.pause(toFailure(error));
      }
      await nextTurn();
    }
  }

  private *advance({ position }: BusRecord): Work<void> {
    yield* insertRows('bus_positions', [{ app: this.group, topic: this.log.topic, position }], { onDuplicate: { key: ['app', 'topic'], update: ['position'] } });
  }

  /** The same records come again, after a pause that grows to 30 s. */
  private async pause(failure: Failure): Promise<void> {
    this.failures += 1;
    const wait = Math.min(100 * 2 ** this.failures, 30_000);
    this.onError('consumer.paused', failure, { group: this.group, topic: this.log.topic, again: this.failures, waitMs: wait });
    const until = performance.now() + wait;
    while (!this.stopped && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, Math.min(50, wait)));
  }
}
