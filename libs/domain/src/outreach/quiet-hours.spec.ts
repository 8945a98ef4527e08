import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfQuiet, USUAL_QUIET, zonesOf } from './quiet-hours.js';

const at = (text: string): number => Date.parse(text);
const end = (now: string, zones: string[], quiet = USUAL_QUIET): string | null => {
  const moment = endOfQuiet(at(now), zones, quiet);
  return moment === null ? null : new Date(moment).toISOString();
};

describe('quiet hours', () => {
  it.each<[string, string, string[], string | null]>([
    ['are over by day', '2026-11-24T09:30:00Z', ['Europe/London'], null],
    ['last until morning', '2026-11-24T22:00:00Z', ['Europe/London'], '2026-11-25T08:00:00.000Z'],
    ['end at their last minute', '2026-11-24T08:00:00Z', ['Europe/London'], null],
    ['begin at their first', '2026-11-24T20:00:00Z', ['Europe/London'], '2026-11-25T08:00:00.000Z'],
    ['go by the clock of the reader', '2026-11-24T09:30:00Z', ['America/New_York'], '2026-11-24T13:00:00.000Z'],
    ['last over a weekend', '2026-11-27T21:00:00Z', ['Europe/London'], '2026-11-30T08:00:00.000Z'],
    ['know the change of clocks', '2026-03-28T12:00:00Z', ['Europe/London'], '2026-03-30T07:00:00.000Z'],
    ['hold while one of the zones has them', '2026-11-24T13:30:00Z', ['America/New_York', 'America/Los_Angeles'], '2026-11-24T16:00:00.000Z'],
  ])('%s', (_, now, zones, expected) => {
    expect(end(now, zones)).toBe(expected);
  });

  it('may lie within a day, and spare the weekend', () => {
    const siesta = { from: '13:00', to: '15:00', weekends: false };
    expect(end('2026-11-28T12:30:00Z', ['Europe/Madrid'], siesta)).toBe('2026-11-28T14:00:00.000Z');
    expect(end('2026-11-28T14:00:00Z', ['Europe/Madrid'], siesta)).toBeNull();
  });

  it('follow the first zone where one of them is always quiet', () => {
    expect(end('2026-11-24T09:30:00Z', ['Europe/London', 'Pacific/Auckland', 'America/Los_Angeles'], { from: '12:00', to: '09:00', weekends: true })).toBeNull();
  });

  it('are over at the moment that is named', () => {
    const zones = fc.constantFrom(...['US', 'GB', 'DE', 'AU', 'CA', 'BR'].map(zonesOf));
    fc.assert(fc.property(fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }), zones, (now, some) => {
      const moment = endOfQuiet(now, some, USUAL_QUIET);
      expect(moment === null || (moment > now && endOfQuiet(moment, some, USUAL_QUIET) === null)).toBe(true);
    }), { numRuns: 200 });
  });

  it('know the zones of countries', () => {
    expect(zonesOf('GB')).toEqual(['Europe/London']);
    expect(zonesOf('US')).toEqual(expect.arrayContaining(['America/New_York', 'America/Los_Angeles']));
    expect(zonesOf('ZZ')).toEqual([]);
  });
});
