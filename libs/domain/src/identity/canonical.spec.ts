import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CANONICAL, canonicalCompany, canonicalDomain } from './canonical.js';
import * as data from './legal-forms.data.js';

const plain = (name: string): string => canonicalCompany(name).plain;

describe('canonicalCompany', () => {
  it.each([
    ['A B Volvo', 'volvo', 'AB', null],
    ['Volvo AB (publ)', 'volvo', 'AB', null],
    ['Northmoor Foods GmbH & Co. KG', 'northmoor foods', 'GmbH & Co. KG', null],
    ['Kühlwerk Sandtorf G.m.b.H.', 'kuhlwerk sandtorf', 'GmbH', null],
    ['Larkmoor Sp. z o.o.', 'larkmoor', 'Sp. z o.o.', 'PL'],
    ['Larkmoor, S.A. de C.V.', 'larkmoor', 'SA de CV', null],
    ['The Pelham & Rye Co., Ltd.', 'pelham and rye', 'Ltd', null],
    ['L’Oréal S.A.', 'loreal', 'SA', null],
    ['J. P. Harrow', 'jp harrow', null, null],
    ['Riverside Spa', 'riverside spa', null, null],
    ['Riverside S.p.A.', 'riverside', 'SpA', null],
    ['Plan B A/S', 'plan b', 'AS', null],
    ['ООО «Ромашка»', 'ромашка', 'ООО', null],
    ['株式会社日立', '日立', 'KK', 'JP'],
    ['㈱日立', '日立', 'KK', 'JP'],
    ['深圳市北仓食品股份有限公司', '深圳市北仓食品', '股份有限公司', 'CN'],
    ['Northmoor Holdings Ltd', 'northmoor holdings', 'Ltd', null],
    ['Limited', 'limited', null, null],
    ['The Limited', 'limited', null, null],
    ['constructor', 'constructor', null, null],
    ['???', '', null, null],
  ])('%s is %s', (name, expected, legalForm, country) => {
    expect(canonicalCompany(name)).toEqual({ plain: expected, legalForm, country });
  });

  it('leaves a plain name as it is', () => {
    const piece = fc.oneof(fc.constantFrom(...data.LEGAL_FORMS.flatMap(([, , spellings]) => spellings.split('|')), 'The', '&', 'A', 'b', 'S.p.A.', 'x̄', '株式会社', '(株)', 'İ'), fc.string({ unit: 'grapheme', maxLength: 8 }));
    fc.assert(fc.property(fc.array(piece, { maxLength: 7 }), fc.constantFrom(' ', '', '. ', ','), (pieces, between) => {
      const once = plain(pieces.join(between));
      expect(plain(once)).toBe(once);
    }), { numRuns: 3_000 });
  });

  it('knows the forms of seventy countries, each spelling once and as it is looked up', () => {
    const spellings = data.LEGAL_FORMS.flatMap(([, , list]) => list.split('|'));
    expect(spellings.filter((spelling, at) => spellings.indexOf(spelling) !== at)).toEqual([]);
    expect(spellings.filter((spelling) => plain(`northmoor ${data.ALSO_WORDS.has(spelling) ? spelling.toUpperCase() : spelling}`) !== 'northmoor')).toEqual([]);
    expect(new Set(data.LEGAL_FORMS.flatMap(([, countries]) => countries.split(' '))).size).toBeGreaterThanOrEqual(70);
  });

  it('says another version when its table is another', () => {
    const digest = createHash('sha256').update(JSON.stringify([data.LEGAL_FORMS, [...data.ALSO_WORDS], [...data.LEADING_FORMS], data.UNSPACED_FORMS, data.BRACKETED_FORMS])).digest('hex').slice(0, 12);
    expect([CANONICAL, digest]).toEqual(['canonical@1', '424ef0731410']);
  });
});

describe('canonicalDomain', () => {
  it.each([
    ['https://www.Larkmoor.example/about?x=1', 'larkmoor.example'],
    ['Müller.example', 'xn--mller-kva.example'],
    ['xn--mller-kva.example', 'xn--mller-kva.example'],
    ['аpple.example', 'xn--pple-43d.example'],
    ['bakery.github.io', 'bakery.github.io'],
    ['tessa@mail.larkmoor.example', 'larkmoor.example'],
    ['gmail.com', null],
    ['192.0.2.7', null],
    ['n/a', null],
    ['', null],
    [null, null],
  ])('%s is %s', (text, domain) => {
    expect(canonicalDomain(text)).toBe(domain);
  });
});
