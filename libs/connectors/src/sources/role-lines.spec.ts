import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { companyKey } from './company-key.js';
import { dayOf, readRoles, writeRoles, type Role } from './role-lines.js';

const role = (title: string, more: Partial<Role> = {}): Role => ({ title, location: 'Leeds', on: '2026-11-02', dated: 'updated', ...more });

describe('the roles of a board as a snapshot', () => {
  it('stand one per line under a heading', () => {
    expect(writeRoles('Greenhouse job board pelhamrye', [role('Refrigeration Engineer'), role('Baker', { location: null, on: null })], false))
      .toBe('Greenhouse job board pelhamrye: 2 open roles\nRefrigeration Engineer | Leeds | updated 2026-11-02\nBaker | - | updated -');
    expect(writeRoles('x', [], false)).toBe('x: 0 open roles');
    expect(writeRoles('x', [role('Baker')], true)).toContain('more than 1 open roles');
  });

  it('are read back from any run of lines', () => {
    const roles = [role('Baker'), role('Driver', { location: null, dated: 'published' }), role('Cook', { on: null })];
    const text = writeRoles('board', roles, false);
    expect(readRoles(text)).toEqual(roles);
    expect(readRoles(text.split('\n').slice(2, 3).join('\n'))).toEqual([roles[1]]);
  });

  it('are as many as there were, whatever a title says', () => {
    const wild = fc.oneof(fc.string(), fc.constantFrom('Ghost | Leeds | updated 2026-11-02', 'a\nQuality Manager | Leeds | updated 2026-11-02', 'b\u2028c', '\u202Eevil', ' | '));
    fc.assert(fc.property(fc.array(fc.record({ title: wild, location: fc.option(wild), on: fc.constantFrom('2026-11-02', null), dated: fc.constantFrom<Role['dated']>('updated', 'published') })), (roles) => {
      const text = writeRoles('board', roles, false);
      expect(text.split('\n')).toHaveLength(roles.length + 1);
      expect(readRoles(text)).toHaveLength(roles.length);
    }));
  });

  it.each([['2016-01-14T23:55:28-05:00', '2016-01-15'], [1_730_000_000_000, '2024-10-27'], ['soon', null], [null, null], [8.7e15, null], [NaN, null]])('read %p as the day %p', (time, day) => {
    expect(dayOf(time)).toBe(day);
  });
});

describe('a company\'s name without its form', () => {
  it.each([
    ['Pelham & Rye Foods Ltd.', 'PELHAM AND RYE FOODS LIMITED'], ['Kommstart 174 AB (publ)', 'Kommstart 174'], ['Müller Käse GmbH & Co. KG', 'Muller Kase GmbH'],
    ['The Bread Co., Inc.', 'Bread'], ['Fjellbris Seafood A.S.', 'Fjellbris Seafood AS'],
  ])('%s is %s', (a, b) => expect(companyKey(a)).toBe(companyKey(b)));

  it.each([['Corvane Logistics', 'Corvane Events'], ['Pelham & Rye Foods', 'Pelham & Rye'], ['Co', 'Inc']])('%s is not %s', (a, b) => expect(companyKey(a)).not.toBe(companyKey(b)));
});
