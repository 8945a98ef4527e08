import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Chunk } from './broker-client.js';

const LIMITS = { count: 500, bytes: 1_000_000 };

interface Waiting { readonly chunk: Chunk; readonly done: () => void }

/**
 * Chunks of several partitions share a batch: whatever waits when the one before is done is handled together, up to the
 * limits. So a batch is large when there is much to do, a transaction is shared, and trouble with most messages is seen as such.
 */
export class ChunkQueue {
  private waiting: Waiting[] = [];
  private working: Promise<void> | null = null;

  /** `handle` never rejects. */
  constructor(private readonly handle: (chunks: readonly Chunk[]) => Promise<void>) {}

  /** Resolves when the chunk was handled, or given up by `clear`. */
  add(chunk: Chunk): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ chunk, done });
      this.working ??= this.work();
    });
  }

  /** Gives up what is not in hand. */
  clear(): void {
    for (const { done } of this.waiting.splice(0)) done();
  }

  async idle(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    await nextTurn(); // What came with the same fetch is here by then.
    while (this.waiting.length > 0) {
      const taken = this.take();
      await this.handle(taken.map(({ chunk }) => chunk));
      for (const { done } of taken) done();
      await nextTurn();
    }
    this.working = null;
  }

  private take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    const end = this.waiting.findIndex(({ chunk }, index) => {
      count += chunk.records.length;
      for (const { value } of chunk.records) bytes += value?.length ?? 0;
      return index > 0 && (count > LIMITS.count || bytes > LIMITS.bytes);
    });
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }
}
