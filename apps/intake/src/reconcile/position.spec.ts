import { describe, expect, it } from '@jest/globals';
import type { CrmRecord } from '#connectors';
import { firstPosition, lastChange, positionAfter } from './position.js';

const at = (...times: number[]): CrmRecord[] => times.map((updatedAt, index) => ({ objectType: 'contacts', objectId: String(index), updatedAt, ownerUserId: null, properties: {} }));

describe('positionAfter', () => {
  it.each([
    ['starts at the last change of a page that has one after it', { since: 5, cursor: null }, at(5, 6, 9), 'c', { since: 9, cursor: null }],
    ['follows the cursor while a whole page changed in one moment', { since: 5, cursor: null }, at(5, 5, 5), 'c', { since: 5, cursor: 'c' }],
    ['leaves the cursor as soon as time goes on', { since: 5, cursor: 'c' }, at(5, 5, 7), 'd', { since: 7, cursor: null }],
    ['follows the cursor past a page of which nothing is shown', { since: 5, cursor: null }, [], 'c', { since: 5, cursor: 'c' }],
    ['ends after the last page', { since: 5, cursor: null }, at(5, 6), null, null],
  ])('%s', (_, position, records, next, expected) => {
    expect(positionAfter(position, { records, next })).toEqual(expected);
  });

  it('begins five minutes before the place that was reached', () => {
    expect(firstPosition(1_000_000)).toEqual({ since: 700_000, cursor: null });
  });

  it('never goes back', () => {
    expect(lastChange(at(3, 4), 5)).toBe(5);
    expect(lastChange(at(3, 8, 4), 5)).toBe(8);
  });
});
