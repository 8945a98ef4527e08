import { describe, expect, it } from '@jest/globals';
import { sortFacts } from './sort-facts.js';

describe('sortFacts', () => {
  it.each([
    ['writes into an empty property', { size: '620' }, {}, {}, { write: { size: '620' }, kept: [] }],
    ['writes into a property that HubSpot gives as null', { size: '620' }, { size: null }, {}, { write: { size: '620' }, kept: [] }],
    ['leaves what somebody else wrote', { size: '620' }, { size: '600' }, {}, { write: {}, kept: ['size'] }],
    ['renews what it wrote itself', { size: '620' }, { size: '2' }, { size: '2' }, { write: { size: '620' }, kept: [] }],
    ['leaves what somebody changed after it', { size: '620' }, { size: '610' }, { size: '2' }, { write: {}, kept: ['size'] }],
    ['has nothing to do where the value is right already', { size: '620' }, { size: '620' }, {}, { write: {}, kept: [] }],
  ])('%s', (_, values, current, ours, expected) => {
    expect(sortFacts(values as Record<string, string>, current as Record<string, string | null>, ours as Record<string, string>)).toEqual(expected);
  });
});
