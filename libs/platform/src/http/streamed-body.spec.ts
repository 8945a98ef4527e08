import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '#contracts';
import { countedBytes, readToEnd } from './streamed-body.js';

const KIB_64 = 64 * 1024;
const body = (chunks: number): Readable => Readable.from(Array.from({ length: chunks }, () => Buffer.alloc(KIB_64)));

async function read(from: Readable, limit: number): Promise<string> {
  let size = 0;
  try {
    for await (const bytes of countedBytes(from, limit) as AsyncIterable<Buffer>) size += bytes.length;
    return `all ${size / KIB_64}`;
  } catch (error) {
    return error instanceof ProblemError ? `${error.status} ${error.code}` : String(error);
  }
}

describe('a streamed body', () => {
  it('is handed on as it comes, up to its limit', async () => {
    expect(await read(body(10), 10 * KIB_64)).toBe('all 10');
    expect(await read(body(10), 10 * KIB_64 - 1)).toBe('413 body_too_large');
  });

  it('can be read to its end by who does not want it any more', async () => {
    const refused = body(50);
    const counted = countedBytes(refused, 100 * KIB_64);
    await counted[Symbol.asyncIterator]().next();
    counted.destroy();
    expect(refused.readableEnded).toBe(false);
    await readToEnd(refused);
    expect(refused.readableEnded).toBe(true);
    await readToEnd(refused);
  });

  it('that breaks off says so, and there is no more to wait for', async () => {
    async function* broken() {
      yield Buffer.from('abc');
      throw new Error('ECONNRESET');
    }
    const from = Readable.from(broken());
    expect(await read(from, 100)).toBe('400 body_broken_off');
    await readToEnd(from);
  });
});
