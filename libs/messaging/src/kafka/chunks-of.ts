export interface ChunkLimits { readonly count: number; readonly bytes: number }

/** Cuts items, in order, into chunks within the limits. An item above `bytes` is a chunk of its own. */
export function chunksOf<T>(items: readonly T[], sizeOf: (item: T) => number, limits: ChunkLimits): T[][] {
  const chunks: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    const last = chunks.at(-1);
    if (!last || last.length >= limits.count || bytes + size > limits.bytes) {
      chunks.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return chunks;
}
