import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, chainEvents, firstBrokenLink, NO_HASH, type JournalEntry } from './index.js';

const entry = (data: unknown): JournalEntry => ({ type: 'step.done', v: 1, at: '2026-11-22T09:30:00.000Z', data });
const json = fc.jsonValue({ maxDepth: 3 });

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: { d: [2, { z: 0, y: 1 }], c: null } }, '{"a":{"c":null,"d":[2,{"y":1,"z":0}]},"b":1}'],
    [{ gone: undefined, kept: 'é' }, '{"kept":"é"}'],
    [undefined, 'null'],
  ])('writes %j as %s', (value, text) => expect(canonicalJson(value)).toBe(text));

  it('is the same for what was stored and read back', () => {
    fc.assert(fc.property(json, (value) => canonicalJson(JSON.parse(JSON.stringify(value))) === canonicalJson(value)));
  });
});

describe('the chain of a journal', () => {
  it('starts at nothing and continues after the last line', () => {
    const first = chainEvents('run-1', null, [entry(1), entry(2)]);
    const more = chainEvents('run-1', first[1]!, [entry(3)]);
    expect([...first, ...more].map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(first[0]!.prevHash).toBe(NO_HASH);
    expect(firstBrokenLink([...first, ...more])).toBeNull();
  });

  it('finds the line that was changed, dropped or moved', () => {
    fc.assert(fc.property(fc.array(json, { minLength: 2, maxLength: 8 }), fc.nat(), (values, where) => {
      const events = chainEvents('run-1', null, values.map(entry));
      const at = where % (events.length - 1);
      const changed = events.with(at, { ...events[at]!, data: { changed: values[at] } });
      const dropped = events.toSpliced(at, 1);
      const moved = events.with(at, events[at + 1]!).with(at + 1, events[at]!);
      expect([changed, dropped, moved].map(firstBrokenLink)).toEqual([at, at, at]);
    }));
  });
});
