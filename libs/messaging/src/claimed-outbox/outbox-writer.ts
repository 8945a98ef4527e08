import { setTimeout as wait } from 'node:timers/promises';
import { toFailure, type Failure } from '#contracts';
import { failpoint, type UnitOfWork } from '#persistence';
import type { Publisher } from '../publisher.js';
import { CLAIM_MS, deletePublished, giveBack, MOST, type OutboxEvent } from './outbox-table.js';

export interface WriterParts {
  readonly work: UnitOfWork;
  readonly publisher: Publisher;
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
}

/** Nothing is sent in the last third of its claim: a relay may be at it before the answer comes. */
const SEND_WITHIN_MS = (CLAIM_MS * 2) / 3;
const LONGEST_PAUSE_MS = 2_000;
/** For a failpoint: a request has left by then, and seldom is answered. */
const ON_ITS_WAY_MS = 2;

/** Publishes what this process committed, in the order of the commits, one publish at a time. */
export class OutboxWriter {
  private queue: (OutboxEvent & { readonly claimedAt: number })[] = [];
  private isRunning = false;
  private running: Promise<void> = Promise.resolve();
  private stopAt = Infinity;

  constructor(private readonly table: string, private readonly parts: WriterParts) {}

  /** `claimedAt`: when the claim was made at the earliest, by `performance.now()`. */
  take(events: readonly OutboxEvent[], claimedAt: number): void {
    this.queue.push(...events.map((event) => ({ ...event, claimedAt })));
    if (!this.isRunning) this.running = this.run();
  }

  /** Sends what is queued, up to `graceMs`; the rest is given back, also what is on its way without an answer. */
  async stop(graceMs: number): Promise<void> {
    this.stopAt = performance.now() + graceMs;
    await Promise.race([this.running, wait(graceMs, undefined, { ref: false })]);
    const left = this.queue.map(({ number }) => number);
    this.queue = [];
    if (left.length === 0) return;
    try {
      await this.parts.work.transact({ write: () => giveBack(this.table, left) });
    } catch (error) {
      this.parts.onError('outbox.give-back', toFailure(error), { events: left.length });
    }
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    let failures = 0;
    while (this.queue.length > 0 && performance.now() < this.stopAt) {
      const since = performance.now() - SEND_WITHIN_MS;
      this.queue = this.queue.filter(({ claimedAt }) => claimedAt > since);
      const batch = this.queue.slice(0, MOST);
      if (batch.length === 0) break;
      failpoint('K5');
      failpoint('K6', ON_ITS_WAY_MS);
      try {
        await this.parts.publisher.publish(batch.map(({ event }) => event));
      } catch (error) {
        failures += 1;
        this.parts.onError('outbox.publish', toFailure(error), { events: batch.length, again: failures });
        await wait(Math.min(50 * 2 ** failures, LONGEST_PAUSE_MS, Math.max(0, this.stopAt - performance.now())));
        continue;
      }
      failpoint('K7');
      failures = 0;
      this.queue = this.queue.slice(batch.length);
      await this.forget(batch.map(({ number }) => number));
    }
    this.isRunning = false;
  }

  /** Where this fails a relay publishes them again: consumers know them by their ids. */
  private async forget(numbers: readonly number[]): Promise<void> {
    try {
      await this.parts.work.transact({ write: () => deletePublished(this.table, numbers) });
    } catch (error) {
      this.parts.onError('outbox.forget', toFailure(error), { events: numbers.length });
    }
  }
}
