import { describe, expect, it } from '@jest/globals';
import { normalizeEmail } from './normalize-email.js';

describe('normalizeEmail', () => {
  it.each([
    ['tessa.moorcroft@pelhamrye.example', 'tessa.moorcroft@pelhamrye.example', 'tessa.moorcroft@pelhamrye.example'],
    ['  Tessa.Moorcroft@PelhamRye.EXAMPLE ', 'Tessa.Moorcroft@pelhamrye.example', 'tessa.moorcroft@pelhamrye.example'],
    ['mailto:tessa@pelhamrye.example', 'tessa@pelhamrye.example', 'tessa@pelhamrye.example'],
    ['Tessa Moorcroft <tessa@pelhamrye.example>', 'tessa@pelhamrye.example', 'tessa@pelhamrye.example'],
    ['Tessa.M+form@GMail.com', 'Tessa.M+form@gmail.com', 'tessam@gmail.com'],
    ['t.e.s.s.a.m@googlemail.com', 't.e.s.s.a.m@googlemail.com', 'tessam@gmail.com'],
    ['tessa.m+x@outlook.com', 'tessa.m+x@outlook.com', 'tessa.m@outlook.com'],
    ['tessa+x@pelhamrye.example', 'tessa+x@pelhamrye.example', 'tessa+x@pelhamrye.example'],
    ['josé@kühlwerk.example', 'josé@kühlwerk.example', 'josé@kühlwerk.example'],
    ["o'brien@larkmoor.example.", "o'brien@larkmoor.example", "o'brien@larkmoor.example"],
  ])('reads %j as %j, the mailbox %j', (typed, address, canonical) => {
    expect(normalizeEmail(typed)).toMatchObject({ address, canonical });
  });

  it.each([
    null, '', 'tessa', '@pelhamrye.example', 'tessa@', 'tessa@localhost', 'tessa@pelham..example', 'te ssa@pelhamrye.example', '.tessa@pelhamrye.example',
    'tes..sa@pelhamrye.example', 'tessa@-pelham.example', 'tessa@10.0.0.1', `${'a'.repeat(65)}@pelhamrye.example`, `a@${'b'.repeat(64)}.example`, 'a@b@',
  ])('refuses %j', (typed) => {
    expect(normalizeEmail(typed)).toBeNull();
  });

  it('keeps josé and jose apart', () => {
    expect(normalizeEmail('josé@larkmoor.example')!.canonical).not.toBe(normalizeEmail('jose@larkmoor.example')!.canonical);
  });
});
