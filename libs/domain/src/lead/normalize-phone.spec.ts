import { describe, expect, it } from '@jest/globals';
import { normalizePhone } from './normalize-phone.js';

describe('normalizePhone', () => {
  it.each([
    ['+44 20 7946 0123', null, '+442079460123'],
    ['020 7946 0123', 'GB', '+442079460123'],
    ['+44 (0)20 7946 0123', null, '+442079460123'],
    ['0044 20 7946 0123', 'US', '+442079460123'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['+1-212-555-0123 ext. 7', null, '+12125550123'],
    ['030 901820', 'DE', '+4930901820'],
    ['020 7946 0123', null, null],
    ['call me', 'GB', null],
    ['', 'GB', null],
  ])('reads %j in %s as %s', (typed, country, number) => {
    expect(normalizePhone(typed, country)).toBe(number);
  });
});
