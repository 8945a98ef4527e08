import { describe, expect, it } from '@jest/globals';
import { normalizeCountry } from './normalize-country.js';

describe('normalizeCountry', () => {
  it.each([
    ['GB', 'GB'], ['uk', 'GB'], ['U.K.', 'GB'], ['United Kingdom', 'GB'], ['England', 'GB'], ['Great Britain', 'GB'],
    ['us', 'US'], ['USA', 'US'], ['U.S.A.', 'US'], ['United States', 'US'], ['United States of America', 'US'],
    ['Deutschland', 'DE'], ['DEU', 'DE'], ['Allemagne', 'DE'], ['germany ', 'DE'], ['Österreich', 'AT'], ['oesterreich', null], ['Schweiz', 'CH'], ['Suisse', 'CH'],
    ['Ireland', 'IE'], ['Norge', 'NO'], ['Sverige', 'SE'], ['Danmark', 'DK'], ['Suomi', 'FI'], ['The Netherlands', 'NL'], ['Belgique', 'BE'], ['Canada', 'CA'],
    ['Narnia', null], ['XX', null], ['ZZZ', null], ['', null], [null, null],
  ])('reads %j as %s', (typed, code) => {
    expect(normalizeCountry(typed)).toBe(code);
  });
});
