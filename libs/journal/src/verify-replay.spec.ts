import { describe, expect, it } from '@jest/globals';
import { chainEvents, verifyReplay, type JournalEntry, type JournalEvent, type Replayable } from './index.js';

const at = '2026-11-22T09:30:00.000Z';
const given = (number: number): JournalEntry => ({ type: 'number.given', v: 1, at, data: number });
const summed = (sum: number): JournalEntry => ({ type: 'sum.made', v: 1, at, data: sum });

/** A run that adds up the numbers it is given; `factor` stands for changed code. */
const adder = (factor = 1): Replayable => {
  let sum = 0;
  return {
    isInput: ({ type }) => type === 'number.given',
    next: async () => summed(sum),
    take: ({ type, data }: JournalEvent) => { if (type === 'number.given') sum += factor * (data as number); },
  };
};
const record = chainEvents('run-1', null, [given(2), summed(2), given(3), summed(5)]);

describe('replaying a record', () => {
  it('verifies a run whose code still decides the same', async () => {
    expect(await verifyReplay(record, adder())).toEqual({ outcome: 'verified', events: 4 });
  });

  it('names the first line where the code decides something else', async () => {
    expect(await verifyReplay(record, adder(10))).toEqual({ outcome: 'diverged', seq: 1, expected: { type: 'sum.made', data: 2 }, got: { type: 'sum.made', data: 20 } });
  });

  it('refuses a record that was changed afterwards', async () => {
    expect(await verifyReplay(record.with(2, { ...record[2]!, data: 4 }), adder())).toEqual({ outcome: 'broken', seq: 2 });
  });
});
