import { describe, expect, it } from '@jest/globals';
import { Random } from '../../../sandbox/src/world/random.js';
import type { Fault } from './fault.js';
import { allFaults } from './faults/all-faults.js';
import { chooseFaults, firstRound, scheduleFaults } from './schedule.js';

const fault = (name: string): Fault => ({ name, says: name, run: () => Promise.resolve(1) });
const three = ['a', 'b', 'c'].map(fault);
function take(faults: readonly Fault[], seed: string, count: number): string[] {
  const order = scheduleFaults(faults, new Random(seed));
  return Array.from({ length: count }, () => order.next().value.name);
}

describe('the order of faults', () => {
  it('is the same for the same seed and another for another', () => {
    expect(take(allFaults(), '1', 40)).toEqual(take(allFaults(), '1', 40));
    expect(take(allFaults(), '1', 40)).not.toEqual(take(allFaults(), '2', 40));
  });

  it('has each fault once in every round', () => {
    for (const round of [0, 3, 6]) expect(take(three, '7', 9).slice(round, round + 3).sort()).toEqual(['a', 'b', 'c']);
  });

  it('reaches every commit point in its first round', () => {
    const faults = [...three, fault('failpoints')];
    expect(firstRound(faults)).toBe(7);
    expect(take(faults, '1', 7).filter((name) => name === 'failpoints')).toHaveLength(4);
    expect(firstRound(three)).toBe(3);
  });
});

describe('choosing faults', () => {
  it('takes all, or those that are named', () => {
    expect(chooseFaults(three, null)).toEqual(three);
    expect(chooseFaults(three, ['c', 'a']).map(({ name }) => name)).toEqual(['a', 'c']);
  });

  it('names the unknown and the known ones', () => {
    expect(() => chooseFaults(three, ['a', 'meteor'])).toThrow('--faults: there is no meteor. Known: a, b, c.');
  });
});
