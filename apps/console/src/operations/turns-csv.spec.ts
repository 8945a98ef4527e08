import { describe, expect, it } from '@jest/globals';
import type { PoolTurnView } from '#contracts';
import { turnsCsv } from './turns-csv.js';

const ana = { rep: 'ana', name: 'Ana Castellan', weight: 1 };
const tom = { rep: 'tom', name: 'Halvorsen, Tom', weight: 0.5 };
const turn = (number: number, rep: typeof ana, could: PoolTurnView['could'], couldNot: PoolTurnView['couldNot'] = []): PoolTurnView =>
  ({ turn: number, at: '2026-11-22T09:31:04.000Z', leadId: `lead-${number}`, rep: rep.rep, name: rep.name, could, couldNot });

describe('the turns of a pool as a file', () => {
  it('count how far everybody is ahead or behind', () => {
    expect(turnsCsv([turn(1, ana, [ana, tom]), turn(2, tom, [ana, tom]), turn(3, ana, [ana], [{ rep: 'tom', name: tom.name, why: 'at the cap of 1 today' }])]).split('\r\n')).toEqual([
      'turn,at,lead,given to,could take it (weight),could not,Ana Castellan ahead,"Halvorsen, Tom ahead"',
      '1,2026-11-22T09:31:04.000Z,lead-1,Ana Castellan,"Ana Castellan 1; Halvorsen, Tom 0.5",,0.3333,-0.3333',
      '2,2026-11-22T09:31:04.000Z,lead-2,"Halvorsen, Tom","Ana Castellan 1; Halvorsen, Tom 0.5",,-0.3333,0.3333',
      '3,2026-11-22T09:31:04.000Z,lead-3,Ana Castellan,Ana Castellan 1,"Halvorsen, Tom: at the cap of 1 today",-0.3333,0.3333',
      '',
    ]);
  });

  it('are no formula to a spreadsheet', () => {
    expect(turnsCsv([turn(1, { ...ana, name: '=HYPERLINK("x")' }, [])])).toContain(`,"'=HYPERLINK(""x"")",`);
  });
});
