import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseBoundedJson } from './bounded-json.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const refusal = (body: Uint8Array): string => {
  try {
    parseBoundedJson(body);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('parseBoundedJson', () => {
  it('reads what JSON.stringify writes', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      if (!text.includes('__proto__')) expect(parseBoundedJson(bytes(text))).toEqual(JSON.parse(text));
    }));
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'The body is empty'],
    ['broken JSON', bytes('{"a":'), 'The body is not JSON'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'not valid UTF-8'],
    ['64 levels and one more', bytes('['.repeat(65) + ']'.repeat(65)), 'deeper than 64 levels (at character 64)'],
    ['200 KB of brackets', bytes('['.repeat(200_000)), 'deeper than 64 levels'],
    ['more values than anybody sends', bytes(`[${'1,'.repeat(20_000)}1]`), 'more than 20000 values'],
  ])('refuses %s and says why', (_, body, reason) => {
    expect(refusal(body)).toContain(reason);
  });

  it('counts brackets and commas of structure, not of text', () => {
    expect(parseBoundedJson(bytes(JSON.stringify({ text: '[[['.repeat(100) + ',"\\'.repeat(30_000) })))).toHaveProperty('text');
    expect(parseBoundedJson(bytes('['.repeat(64) + ']'.repeat(64)))).toBeDefined();
  });

  it('drops keys that would change the prototype of an object', () => {
    expect(Object.keys(parseBoundedJson(bytes('{"__proto__":{"admin":true},"a":1}')) as object)).toEqual(['a']);
  });
});
