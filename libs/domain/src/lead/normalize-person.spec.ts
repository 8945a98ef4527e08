import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_MESSAGE_CHARACTERS, normalizePerson } from './normalize-person.js';

describe('normalizePerson', () => {
  it('gives one spelling of everything the person said', () => {
    expect(normalizePerson({
      fullName: ' TESSA  MOORCROFT ', email: 'Tessa@PelhamRye.example', phone: '020 7946 0123', country: 'GB',
      title: ' Operations\tDirector ', message: 'Two things:\r\n\r\n\r\n\r\n logs \n alarms ',
    })).toEqual({
      fullName: 'Tessa Moorcroft', firstName: 'Tessa', lastName: 'Moorcroft', email: 'Tessa@pelhamrye.example', phone: '+442079460123',
      title: 'Operations Director', message: 'Two things:\n\nlogs\nalarms',
    });
  });

  it('keeps a phone number that it cannot read as it was typed', () => {
    expect(normalizePerson({ phone: ' 7946 0123, ask for Tessa ' }).phone).toBe('7946 0123, ask for Tessa');
  });

  it('cuts a message that no event could carry', () => {
    expect(normalizePerson({ message: 'x'.repeat(MAX_MESSAGE_CHARACTERS + 1) }).message).toHaveLength(MAX_MESSAGE_CHARACTERS);
  });

  it('leaves what is normal as it is: a second time changes nothing', () => {
    const text = fc.option(fc.stringMatching(/^[A-Za-zÄÖÜØÅäöüøåéñ0-9' .,-]{0,30}$/));
    fc.assert(fc.property(fc.record({ firstName: text, lastName: text, title: text, message: text, email: text }), (input) => {
      const once = normalizePerson(input);
      expect(normalizePerson(once)).toEqual(once);
    }));
  });
});
