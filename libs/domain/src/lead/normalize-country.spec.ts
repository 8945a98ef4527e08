import { describe, expect, it } from '@jest/globals';
import { normalizeCountry } from './normalize-country.js';

describe('normalizeCountry', () => {
  it.each([
    ['GB', 'GB'], ['uk', 'GB'], ['U.K.', 'GB'], ['United Kingdom', 'GB'], ['England', 'GB'], ['Great Britain', 'GB'],
    ['us', 'US'], ['USA', 'US'], ['U.S.A.', 'US'], ['United States', 'US'], ['United States of America', 'US'],
    ['Deutschland', 'DE'], ['DEU', 'DE'], ['Allemagne', 'DE'], ['germany ', 'DE'], ['Österreich', 'AT'], ['oesterreich', null], ['Schweiz', 'CH'], ['Suisse', 'CH'],
    ['Ireland', 'IE'], ['Norge', 'NO'], ['Sverige', 'SE'], ['Danmark', 'DK'], ['Suomi', 'FI'], ['The Netherlands', 'NL'], ['Belgique', 'BE'], ['Canada', 'CA'],
    ['the Republic of the Union of Myanmar', 'MM'], ['Bolivia (Plurinational State of)', 'BO'], ['Venezuela, Bolivarian Republic of', 'VE'], ['Bahamas (the)', 'BS'], ['the Argentine Republic', 'AR'], ['Antigua & Barbuda', 'AG'], ['St. Kitts and Nevis', 'KN'],
    ["la République d'Albanie", 'AL'], ['Algérie (l’)', 'DZ'], ['el Reino de España', 'ES'], ['la República Islámica del Afganistán', 'AF'], ['Германия', 'DE'], ['德国', 'DE'], ['Česko', 'CZ'], ['GER', 'DE'], ['SUI', 'CH'],
    // Two countries that share a name are told apart.
    ["Korea (the Democratic People's Republic of)", 'KP'], ['Korea (the Republic of)', 'KR'], ['Congo (the Democratic Republic of the)', 'CD'], ['the Republic of the Congo', 'CG'], ["People's Republic of China", 'CN'], ['Republic of China', 'TW'],
    // A state, a town or a word is no country.
    ['State of Georgia', null], ['Atlanta, Georgia', null], ['Peru, Illinois', null], ['Republic of Texas', null], ['Mon', null], ['Den', null], ['NIG', null],
    ['Narnia', null], ['XX', null], ['ZZZ', null], ['', null], [null, null],
  ])('reads %j as %s', (typed, code) => {
    expect(normalizeCountry(typed)).toBe(code);
  });
});
