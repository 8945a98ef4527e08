import { describe, expect, it } from '@jest/globals';
import { normalizeState, stateName } from './normalize-state.js';
import { STATES } from './states.data.js';

describe('normalizeState', () => {
  it.each([
    ['TX', 'US', 'US-TX'], ['Texas', 'US', 'US-TX'], ['texas', null, 'US-TX'], ['Calif.', 'US', 'US-CA'], ['Penna.', null, 'US-PA'], ['N.Y.', 'US', 'US-NY'], ['US-CA', null, 'US-CA'], ['Washington, D.C.', 'US', 'US-DC'],
    ['Québec', 'CA', 'CA-QC'], ['Que.', 'CA', 'CA-QC'], ['Ont', 'CA', 'CA-ON'], ['NSW', 'AU', 'AU-NSW'], ['Western Australia', null, 'AU-WA'], ['WA', 'AU', 'AU-WA'], ['WA', 'US', 'US-WA'],
    ['Baden-Württemberg', 'DE', 'DE-BW'], ['NRW', 'DE', 'DE-NW'], ['Bavaria', 'DE', 'DE-BY'], ['Scotland', 'GB', 'GB-SCT'], ['Cymru', 'GB', 'GB-WLS'],
    ['São Paulo', 'BR', 'BR-SP'], ['sao paulo', 'BR', 'BR-SP'], ['Maharashtra', 'IN', 'IN-MH'], ['Orissa', 'IN', 'IN-OD'],
    ['WA', null, null], ['MS', null, null], ['Georgia', 'GE', null], ['Texas', 'CA', null], ['Bretagne', 'FR', null], ['', 'US', null], [null, null, null],
  ])('reads %j in %j as %s', (text, country, code) => {
    expect(normalizeState(text, country)).toBe(code);
  });

  it('knows every state by its code and by every name of it', () => {
    const unread = Object.entries(STATES).flatMap(([country, states]) => Object.entries(states).flatMap(([code, names]) => [code, `${country}-${code}`, ...names].filter((name) => normalizeState(name, country) !== `${country}-${code}`)));
    expect(unread).toEqual([]);
    expect(Object.fromEntries(Object.entries(STATES).map(([country, states]) => [country, Object.keys(states).length]))).toEqual({ US: 56, CA: 13, AU: 8, DE: 16, GB: 4, BR: 27, IN: 36 });
  });

  it('names them', () => {
    expect([stateName('US-TX'), stateName('FR-BRE')]).toEqual(['Texas', 'FR-BRE']);
  });
});
