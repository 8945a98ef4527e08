import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diffLines, foldDiff, type DiffLine } from './diff-lines.js';

const SIGN = { same: ' ', removed: '-', added: '+' };
const words = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => `${SIGN[kind]}${text}`);
const apply = (lines: readonly DiffLine[], without: DiffLine['kind']) => lines.filter(({ kind }) => kind !== without).map(({ text }) => text);

describe('two texts compared', () => {
  it.each([
    ['the same', 'a\nb\n', 'a\nb\n', [' a', ' b']],
    ['nothing at first', '', 'a\n', ['+a']],
    ['nothing any more', 'a\n', '', ['-a']],
    ['a changed line', 'a\nb\nc\n', 'a\nB\nc\n', [' a', '-b', '+B', ' c']],
    ['a moved line', 'uk\nemea\nna\n', 'emea\nuk\nna\n', ['-uk', ' emea', '+uk', ' na']],
    ['another end of line', 'a\r\nb\r\n', 'a\nb\n', [' a', ' b']],
    ['a repeated line', 'x\nx\n', 'x\nx\nx\n', [' x', ' x', '+x']],
  ])('%s', (_, before, after, expected) => {
    expect(words(diffLines(before, after))).toEqual(expected);
  });

  it('numbers the lines of both', () => {
    expect(diffLines('a\nb\nc', 'a\nc\nd').map(({ before, after }) => [before, after])).toEqual([[1, 1], [2, null], [3, 2], [null, 3]]);
  });

  it('gives back both texts, and never more than what differs', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 });
    fc.assert(fc.property(text, text, (a, b) => {
      const lines = diffLines(a.join('\n'), b.join('\n'));
      expect([apply(lines, 'added'), apply(lines, 'removed')]).toEqual([a, b]);
      expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(longestCommon(a, b));
    }), { numRuns: 500 });
  });

  it('shows what differs with three lines around it', () => {
    const long = Array.from({ length: 20 }, (_, line) => `line ${line + 1}`);
    const parts = foldDiff(diffLines(long.join('\n'), long.with(9, 'changed').join('\n')));
    expect(parts.map((part) => ('leftOut' in part ? part.leftOut : words(part.lines)))).toEqual([
      6, [' line 7', ' line 8', ' line 9', '-line 10', '+changed', ' line 11', ' line 12', ' line 13'], 7,
    ]);
    expect(foldDiff(diffLines('a', 'a'))).toEqual([{ leftOut: 1 }]);
  });
});

/** The same by plain recursion. */
function longestCommon(a: readonly string[], b: readonly string[], seen = new Map<string, number>()): number {
  if (a.length === 0 || b.length === 0) return 0;
  const key = `${a.length}:${b.length}`;
  const known = seen.get(key);
  if (known !== undefined) return known;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const longest = a[0] === b[0] ? 1 + longestCommon(restA, restB, seen) : Math.max(longestCommon(restA, b, seen), longestCommon(a, restB, seen));
  seen.set(key, longest);
  return longest;
}
