import { describe, expect, it } from '@jest/globals';
import { nextVersion } from './next-version.js';

const now = Date.parse('2026-11-22T09:30:00Z');
const row = (version: number, hash: string) => ({ kind: 'icp', version, hash, published_at: now - 1_000, published_by: 'files', document: '{}' });
const decide = (newest: ReturnType<typeof row> | undefined, announced: boolean, hash: string) => {
  const { published, isNew, announce } = nextVersion({ row: newest, announced }, { kind: 'icp', hash, raw: {} }, { now, by: 'kemal' });
  return { version: published.version, by: published.publishedBy, isNew, announce };
};

describe('the version of a document', () => {
  it.each([
    ['the first', undefined, false, 'a', { version: 1, by: 'kemal', isNew: true, announce: true }],
    ['one that every app seeded for itself', row(1, 'a'), false, 'a', { version: 1, by: 'files', isNew: false, announce: true }],
    ['one that is in force', row(4, 'a'), true, 'a', { version: 4, by: 'files', isNew: false, announce: false }],
    ['one that changed', row(4, 'a'), true, 'b', { version: 5, by: 'kemal', isNew: true, announce: true }],
    ['one that changed before the one before was announced', row(1, 'a'), false, 'b', { version: 2, by: 'kemal', isNew: true, announce: true }],
  ])('%s', (_, newest, announced, hash, expected) => {
    expect(decide(newest, announced, hash)).toEqual(expected);
  });
});
