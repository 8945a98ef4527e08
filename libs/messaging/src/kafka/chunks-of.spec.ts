import { describe, expect, it } from '@jest/globals';
import { chunksOf } from './chunks-of.js';

const cut = (sizes: number[], count: number, bytes: number) => chunksOf(sizes, (size) => size, { count, bytes });

describe('chunks', () => {
  it('are full before the next begins', () => expect(cut([1, 1, 1, 1, 1], 2, 100)).toEqual([[1, 1], [1, 1], [1]]));
  it('end before they grow too large', () => expect(cut([4, 4, 4, 2], 10, 8)).toEqual([[4, 4], [4, 2]]));
  it('give an oversized item its own', () => expect(cut([1, 90, 1, 1], 10, 8)).toEqual([[1], [90], [1, 1]]));
  it('are none of nothing', () => expect(cut([], 10, 8)).toEqual([]));
});
