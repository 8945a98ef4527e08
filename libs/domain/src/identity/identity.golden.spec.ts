import { describe, expect, it } from '@jest/globals';
import type { DirectoryCompany } from '../enrichment/match-directory.js';
import type { AccountLink } from './account-graph.js';
import { buildGraph } from './build-graph.js';
import { canonicalCompany } from './canonical.js';
import { resolveAccount, type AccountClue } from './resolve-account.js';
import { scorePair, type PersonRecord } from './score-pair.js';

/*
 * The hard cases of "who is this?", as they were reported of other systems or met in lists of real companies, in an invented world.
 * A row here may be added or argued about; it is changed only when people agree that its answer was wrong.
 */

const company = (domain: string, name: string, more: Partial<DirectoryCompany> = {}): DirectoryCompany => ({ domain, name, aliasDomains: [], country: 'GB', employees: 100, vertical: null, coldSites: null, certifications: [], parent: null, ...more });

const directory = [
  company('larkmoor.example', 'Larkmoor Chilled Foods', { aliasDomains: ['larkmoor-foods.example'], country: 'IE' }),
  // A large firm, and a small one that it bought: both say the large one's website.
  company('vastware.example', 'Vastware, Inc.', { country: 'US' }),
  company('vastware.example', 'Netira, Inc.', { country: 'US', parent: 'Vastware' }),
  // One domain, very many firms.
  ...Array.from({ length: 26 }, (_, at) => company('bigsoft.example', at === 0 ? 'Bigsoft Corporation' : `Bigsoft Unit ${at}`, { country: 'US' })),
  // A group: each has a domain of its own.
  company('harrow.example', 'Harrow Group plc'),
  company('harrow-meat.example', 'Harrow Meat Ltd', { parent: 'Harrow Group' }),
  company('harrow-pies.example', 'Harrow Pies Ltd', { parent: 'harrow-meat.example' }),
  company('north-holding.example', 'Northmoor Holding BV', { country: 'NL' }),
  company('northmoor.example', 'Northmoor BV', { country: 'NL' }),
  company('acme.example', 'Acme Ltd'),
  company('twin-gb.example', 'Twin Foods Ltd', { country: 'GB' }),
  company('twin-us.example', 'Twin Foods, Inc.', { country: 'US' }),
  company('kuhl-gmbh.example', 'Kühlhaus Nord GmbH', { country: 'DE' }),
  company('kuhl-ag.example', 'Kühlhaus Nord AG', { country: 'DE' }),
  company('agency.example', 'Pelham Advertising'),
  company('bakery.github.io', 'Moss Bakery'),
  company('cafe.github.io', 'Fen Cafe'),
  company('franchise.example', 'Frost Franchising'),
  company('müller.example', 'Müller Molkerei GmbH', { country: 'DE' }),
  company('brammere.example', 'Brammere Kitchens'),
  company('brammere-retail.example', 'Brammere Retail'),
  company('volvane.example', 'AB Volvane', { country: 'SE' }),
  company('foods.conglomerate.example', 'Conglomerate Foods'),
  company('conglomerate.example', 'Conglomerate'),
  company('offices.example', 'Offices & Desks'),
];
const links: AccountLink[] = [
  { kind: 'shared', a: 'franchise.example', b: '' }, { kind: 'shared', a: 'offices.example', b: '' },
  { kind: 'same', a: 'brammere.example', b: 'brammere-retail.example' }, { kind: 'same', a: 'acme.example', b: 'acme-cold.example' },
  { kind: 'parent', a: 'conglomerate.example', b: 'foods.conglomerate.example' },
];
const graph = buildGraph(directory, links);

const clue = (domain: string | null, name: string | null = null, country: string | null = null, isNamedByPerson = false): AccountClue => ({ domain, name, country, isNamedByPerson });
const who = (asked: AccountClue): string => {
  const found = resolveAccount(graph, asked);
  return found.outcome === 'match' ? found.company.name : found.outcome;
};

describe('whose lead it is', () => {
  it('follows every statement of the world below', () => expect(graph.problems).toEqual([]));

  it.each<[string, AccountClue, string]>([
    ['a domain alone, where it has one owner', clue('larkmoor.example'), 'Larkmoor Chilled Foods'],
    ['the other domain of a firm with two', clue('larkmoor-foods.example'), 'Larkmoor Chilled Foods'],
    ['a domain that a person said is theirs', clue('acme-cold.example'), 'Acme Ltd'],
    ['a domain that only ends like another', clue('notacme.example'), 'none'],
    ['a domain that only begins like another', clue('acme.example.evil.example'), 'none'],
    ['the same label under another suffix', clue('acme.test'), 'none'],
    ['a host below the domain', clue('mail.eu.larkmoor.example'), 'Larkmoor Chilled Foods'],
    ['a whole address where a domain belongs', clue('https://www.larkmoor.example/contact?x=1'), 'Larkmoor Chilled Foods'],
    ['a bought firm’s domain that is now its owner’s, without a name', clue('vastware.example'), 'ambiguous'],
    ['the owner by name, not the firm it bought', clue('vastware.example', 'Vastware', 'US'), 'Vastware, Inc.'],
    ['the bought firm by name', clue('vastware.example', 'Netira', 'US'), 'Netira, Inc.'],
    ['the bought firm by its old domain and name', clue('netira.example', 'Netira Inc', 'US'), 'Netira, Inc.'],
    ['one domain and twenty-six firms', clue('bigsoft.example'), 'ambiguous'],
    ['one of twenty-six by its whole name', clue('bigsoft.example', 'Bigsoft Corp.'), 'Bigsoft Corporation'],
    ['none of twenty-six by a part of a name', clue('bigsoft.example', 'Unit 7'), 'ambiguous'],
    ['none of twenty-six where a person says another name', clue('bigsoft.example', 'Somebody Else', null, true), 'none'],
    ['a subsidiary by its own domain', clue('harrow-meat.example'), 'Harrow Meat Ltd'],
    ['a subsidiary that its people name, writing from the group’s domain', clue('harrow.example', 'Harrow Meat'), 'Harrow Meat Ltd'],
    ['a subsidiary of a subsidiary, the same way', clue('harrow.example', 'Harrow Pies Limited'), 'Harrow Pies Ltd'],
    ['the group is not its subsidiary', clue('harrow.example', 'Harrow Group'), 'Harrow Group plc'],
    ['a subsidiary stays one where its people name the group', clue('harrow-meat.example', 'Harrow Group plc'), 'Harrow Meat Ltd'],
    ['a holding is not the firm it holds', clue(null, 'Northmoor', 'NL'), 'Northmoor BV'],
    ['nor the firm its holding', clue(null, 'Northmoor Holding B.V.', 'NL'), 'Northmoor Holding BV'],
    ['a name from a firm’s domain that is exactly another firm’s', clue('agency.example', 'Acme Ltd'), 'ambiguous'],
    ['a name from a firm’s domain that is nobody’s', clue('agency.example', 'Pelham & Partners'), 'Pelham Advertising'],
    ['two of one name in two countries', clue(null, 'Twin Foods'), 'ambiguous'],
    ['two of one name, told apart by country', clue(null, 'Twin Foods', 'US'), 'Twin Foods, Inc.'],
    ['two of one name, told apart by legal form', clue(null, 'Twin Foods Ltd'), 'Twin Foods Ltd'],
    ['the one behind its domain, from the other’s country', clue('twin-gb.example', 'Twin Foods', 'US'), 'Twin Foods Ltd'],
    ['a GmbH is not the AG of its name', clue(null, 'Kühlhaus Nord GmbH', 'DE'), 'Kühlhaus Nord GmbH'],
    ['a GmbH and an AG, where none is said', clue(null, 'Kuehlhaus Nord', 'DE'), 'none'],
    ['a name from another country', clue(null, 'Acme', 'US'), 'none'],
    ['two firms at one hosting suffix: the one', clue('bakery.github.io'), 'Moss Bakery'],
    ['two firms at one hosting suffix: the other', clue('cafe.github.io'), 'Fen Cafe'],
    ['a third firm at that hosting suffix', clue('florist.github.io'), 'none'],
    ['the hosting suffix itself', clue('github.io'), 'none'],
    ['a shared domain without a name', clue('franchise.example'), 'ambiguous'],
    ['a shared domain with the owner’s name', clue('franchise.example', 'Frost Franchising Ltd'), 'Frost Franchising'],
    ['a shared domain with another firm’s name', clue('offices.example', 'Acme', 'GB'), 'Acme Ltd'],
    ['a host below a shared domain is itself', clue('leeds.franchise.example'), 'none'],
    ['a mailbox provider says nothing', clue('gmail.com'), 'none'],
    ['a mailbox provider and a name', clue('gmail.com', 'Acme', 'GB'), 'Acme Ltd'],
    ['letters with accents, typed', clue('müller.example'), 'Müller Molkerei GmbH'],
    ['letters with accents, as mail servers write them', clue('xn--mller-kva.example'), 'Müller Molkerei GmbH'],
    ['a Cyrillic letter that looks like a Latin one', clue('аcme.example'), 'none'],
    ['that, with the name of whom it imitates', clue('аcme.example', 'Acme Ltd', 'GB'), 'ambiguous'],
    ['two records that a person said are one: by the one', clue('brammere.example'), 'Brammere Kitchens'],
    ['by the other', clue('brammere-retail.example'), 'Brammere Kitchens'],
    ['by the other’s name', clue(null, 'Brammere Retail Ltd'), 'Brammere Kitchens'],
    ['a legal form before the name', clue(null, 'Volvane AB (publ)'), 'AB Volvane'],
    ['a division with a host of its own', clue('foods.conglomerate.example'), 'Conglomerate Foods'],
    ['the whole, by its own', clue('conglomerate.example'), 'Conglomerate'],
    ['an address without a name', clue('192.0.2.7'), 'none'],
    ['nothing at all', clue(null), 'none'],
  ])('%s', (_, asked, expected) => expect(who(asked)).toBe(expected));
});

describe('whether two names are one', () => {
  it.each<[string, string, boolean]>([
    ['A B Volvo', 'AB Volvo', true],
    ['AB Volvo', 'Volvo AB', true],
    ['A.B. Volvo', 'VOLVO AB (PUBL)', true],
    ['Kühlwerk Sandtorf GmbH & Co. KG', 'Kuhlwerk Sandtorf', true],
    ['Grupo Larkmoor, S.A. de C.V.', 'GRUPO LARKMOOR SA DE CV', true],
    ['Larkmoor Sp. z o.o.', 'LARKMOOR SP ZOO', true],
    ['株式会社北倉', '北倉（株）', true],
    ['ООО «Ромашка»', 'Ромашка ООО', true],
    ['Pelham & Rye', 'Pelham and Rye Ltd.', true],
    ['J.P. Harrow & Co.', 'JP Harrow', true],
    ['The Frost Company', 'FROST CO.', true],
    ['Larkmoor', 'Larkmoor Holding', false],
    ['Store 12 Ltd', 'Store 13 Ltd', false],
    ['Riverside Spa', 'Riverside Ltd', false],
    ['norske kjølehus as', 'Norske Kjølehus A/S', true],
    ['As Good As New', 'Good As New', false],
    ['Acme', 'Аcme', false],
    ['Corvane Logistics', 'Corvane Events', false],
  ])('%s and %s: %s', (a, b, same) => expect(canonicalCompany(a).plain === canonicalCompany(b).plain).toBe(same));
});

describe('whether two leads are one person', () => {
  const lead = (firstName: string | null, lastName: string | null, email: string | null, more: Partial<PersonRecord> = {}): Omit<PersonRecord, 'id'> => ({ firstName, lastName, email, phone: null, account: null, company: null, ...more });
  const at = (account: string, phone: string | null = null): Partial<PersonRecord> => ({ account, phone });
  const PHONE = '+442079460123';

  it.each<[string, Omit<PersonRecord, 'id'>, Omit<PersonRecord, 'id'>, 'sure' | 'look' | 'no']>([
    ['one mailbox in two spellings', lead('Tessa', 'Moorcroft', 't.essa@gmail.com'), lead(null, null, 'Tessa+demo@googlemail.com'), 'sure'],
    ['one name and mailbox name, two domains of a firm', lead('Tessa', 'Moorcroft', 'tessa@larkmoor.example', at('larkmoor')), lead('Tessa', 'Moorcroft', 'tessa@larkmoor-foods.example', at('larkmoor')), 'sure'],
    ['one name and phone number', lead('Tessa', 'Moorcroft', 'tessa@gmail.com', { phone: PHONE }), lead('Tessa', 'Moorcroft', 'tm@gmx.de', { phone: PHONE }), 'sure'],
    ['one name and company', lead('Tessa', 'Moorcroft', 'tessa@larkmoor.example', at('larkmoor')), lead('Tessa', 'Moorcroft', 'tmoorcroft@larkmoor.example', at('larkmoor')), 'sure'],
    ['a short name at one company', lead('Liz', 'Hale', 'liz@larkmoor.example', at('larkmoor')), lead('Elizabeth', 'Hale', 'ehale@larkmoor.example', at('larkmoor')), 'look'],
    ['a slip in the last name at one company', lead('Tessa', 'Moorcroft', 'a@larkmoor.example', at('larkmoor')), lead('Tessa', 'Moorcrofft', 'b@larkmoor.example', at('larkmoor')), 'look'],
    ['first and last name swapped at one company', lead('Tessa', 'Moorcroft', 'a@larkmoor.example', at('larkmoor')), lead('Moorcroft', 'Tessa', 'b@larkmoor.example', at('larkmoor')), 'look'],
    ['a double name at one company', lead('Tessa', 'Moorcroft', 'a@larkmoor.example', at('larkmoor')), lead('Tessa', 'Moorcroft-Hale', 'b@larkmoor.example', at('larkmoor')), 'look'],
    ['one name and company name, typed at mailbox providers', lead('Tessa', 'Moorcroft', 'a@gmail.com', { company: 'Larkmoor Ltd' }), lead('Tessa', 'Moorcroft', 'b@gmx.de', { company: 'LARKMOOR' }), 'look'],
    ['one name and phone number, another company: who changed job', lead('Tessa', 'Moorcroft', 'a@larkmoor.example', at('larkmoor', PHONE)), lead('Tessa', 'Moorcroft', 'b@harrow.example', at('harrow', PHONE)), 'sure'],
    ['one name at two mailbox providers', lead('John', 'Smith', 'john.smith@gmail.com'), lead('John', 'Smith', 'john.smith@outlook.com'), 'no'],
    ['one name at two companies', lead('John', 'Smith', 'a@larkmoor.example', at('larkmoor')), lead('John', 'Smith', 'b@harrow.example', at('harrow')), 'no'],
    ['colleagues behind one switchboard', lead('Tessa', 'Moorcroft', 'a@larkmoor.example', at('larkmoor', PHONE)), lead('Dev', 'Tarrant', 'b@larkmoor.example', at('larkmoor', PHONE)), 'no'],
    ['two short for different names', lead('Alexander', 'Hale', 'a@larkmoor.example', at('larkmoor')), lead('Alexandra', 'Hale', 'b@larkmoor.example', at('larkmoor')), 'no'],
    ['an office’s mailbox at two domains', lead(null, null, 'info@larkmoor.example', at('larkmoor')), lead(null, null, 'info@larkmoor-foods.example', at('larkmoor')), 'no'],
    ['two of whom nothing is known', lead(null, null, null), lead(null, null, null), 'no'],
  ])('%s', (_, a, b, expected) => {
    const { score } = scorePair({ id: 'a', ...a }, { id: 'b', ...b });
    expect(score >= 0.9 ? 'sure' : score >= 0.75 ? 'look' : 'no').toBe(expected);
  });
});
