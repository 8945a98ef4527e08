import { describe, expect, it } from '@jest/globals';
import type { Chunk } from './broker-client.js';
import { ChunkQueue } from './chunk-queue.js';

const chunk = (partition: number, count: number, bytes = 10): Chunk => ({
  topic: 't', partition, commit: () => Promise.resolve(),
  records: Array.from({ length: count }, (_, offset) => ({ partition, offset, key: null, value: Buffer.alloc(bytes) })),
});

/** A queue that notes which partitions were handled together. */
function noting(hold: Promise<void> = Promise.resolve()) {
  const handled: number[][] = [];
  const queue = new ChunkQueue(async (chunks) => {
    handled.push(chunks.map(({ partition }) => partition));
    await hold;
  });
  return { queue, handled };
}

describe('chunks of several partitions', () => {
  it('that came together are handled together', async () => {
    const { queue, handled } = noting();
    await Promise.all([queue.add(chunk(0, 10)), queue.add(chunk(1, 10)), queue.add(chunk(2, 10))]);
    expect(handled).toEqual([[0, 1, 2]]);
  });
  it('are handled together when they waited for the same batch', async () => {
    const hold = Promise.withResolvers<void>();
    const { queue, handled } = noting(hold.promise);
    const first = queue.add(chunk(0, 1));
    while (handled.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const rest = [queue.add(chunk(1, 1)), queue.add(chunk(2, 1))];
    hold.resolve();
    await Promise.all([first, ...rest]);
    expect(handled).toEqual([[0], [1, 2]]);
  });
  it('keep within the limits, and none is left behind', async () => {
    const { queue, handled } = noting();
    await Promise.all([queue.add(chunk(0, 400)), queue.add(chunk(1, 200)), queue.add(chunk(2, 1, 900_000)), queue.add(chunk(3, 1, 200_000)), queue.add(chunk(4, 1, 3_000_000))]);
    expect(handled).toEqual([[0], [1, 2], [3], [4]]);
  });
  it('are let go when nobody wants them any more', async () => {
    const { queue, handled } = noting();
    const added = queue.add(chunk(0, 1));
    queue.clear();
    await added;
    await queue.idle();
    expect(handled).toEqual([]);
  });
});
