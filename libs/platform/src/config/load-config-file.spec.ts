import { describe, expect, it } from '@jest/globals';
import { hashOf, readConfigText } from './load-config-file.js';

const enrichment = 'ceilings: {lead: $0.30, providerDay: $25, day: $50}';
const messages = (text: string): string[] => readConfigText('enrichment', text).findings.map(({ where, message }) => `${where}: ${message}`);

describe('reading a configuration document', () => {
  it('gives a document when nothing stands against it', () => {
    expect(readConfigText('enrichment', enrichment).document).toMatchObject({ ceilings: { lead: 300_000 }, deadline: 5_000 });
  });

  it.each([
    ['an indentation that is none', 'a:\n b\n  c: 1', /^line \d: /],
    ['a text that YAML takes for an alias', 'directory: {file: *@qa.example}', /Unresolved alias .* needs quotes$/],
    ['a name given twice', 'deadline: 5s\ndeadline: 6s', /Map keys must be unique/],
    ['a wrong unit', `${enrichment}\ndeadline: 5 seconds`, /^deadline: must be a number and a unit/],
    ['an empty file', '', /^the document: /],
  ])('says what is wrong with %s instead of throwing', (_, text, expected) => {
    expect(messages(text)).toEqual([expect.stringMatching(expected)]);
  });

  it('hashes the content, not its layout', () => {
    expect(hashOf({ a: 1, b: { c: 2, d: [3, 4] } })).toBe(hashOf({ b: { d: [3, 4], c: 2 }, a: 1 }));
    expect(hashOf({ d: [3, 4] })).not.toBe(hashOf({ d: [4, 3] }));
  });
});
