import { describe, expect, it } from '@jest/globals';
import type { CrmRecord } from '#connectors';
import { madeSince, unseen } from './unseen.js';

const START = Date.UTC(2026, 10, 22, 9);
const made = (objectId: string, at: string | null): CrmRecord => ({ objectType: 'contacts', objectId, updatedAt: START, ownerUserId: null, properties: { createdate: at } });

describe('madeSince', () => {
  it('leaves out what was made before we looked, and takes what does not say', () => {
    const records = [made('old', '2024-01-01T00:00:00Z'), made('a moment ago', '2026-11-22T08:58:00Z'), made('new', '2026-11-22T10:00:00.000+0000'), made('silent', null), made('strange', 'yesterday')];
    expect(madeSince(records, START, 'createdate').map(({ objectId }) => objectId)).toEqual(['a moment ago', 'new', 'silent', 'strange']);
  });
});

describe('unseen', () => {
  it('names each object once that nobody knows', () => {
    expect(unseen([made('1', null), made('2', null), made('1', null), made('3', null)], (id) => id === '2')).toEqual(['1', '3']);
  });
});
