import { describe, expect, it } from '@jest/globals';
import { MAPPED_FIELDS, ProblemError } from '#contracts';
import { fold } from '#domain';
import { HEADER_NAMES } from './header-names.data.js';
import { mapColumns } from './map-columns.js';

const mapped = (header: string[], asked: Record<string, string> = {}) => {
  const { places, unused } = mapColumns(header, asked);
  return { ...Object.fromEntries([...places].map(([field, place]) => [field, header[place]])), unused };
};
const refusal = (header: string[], asked: Record<string, string> = {}): string => {
  try {
    return `accepted ${JSON.stringify(mapped(header, asked))}`;
  } catch (error) {
    return error instanceof ProblemError ? `${error.status} ${error.code}: ${error.detail}` : String(error);
  }
};

describe('the columns of a file', () => {
  it.each([
    ['by our own names', ['email', 'fullName', 'jobTitle', 'leadSource'], {}, { email: 'email', fullName: 'fullName', title: 'jobTitle', leadSource: 'leadSource', unused: [] }],
    ['as HubSpot exports contacts', ['Record ID', 'First Name', 'Last Name', 'Email', 'Phone Number', 'Job Title', 'Company Name'], {}, { firstName: 'First Name', lastName: 'Last Name', email: 'Email', phone: 'Phone Number', title: 'Job Title', company: 'Company Name', unused: [{ column: 'Record ID', hint: null }] }],
    ['in German', ['Vorname', 'Nachname', 'E-Mail-Adresse', 'Firma', 'Land'], {}, { firstName: 'Vorname', lastName: 'Nachname', email: 'E-Mail-Adresse', company: 'Firma', country: 'Land', unused: [] }],
    ['as the request says', ['Kontakt 1', 'Email'], { email: 'kontakt 1' }, { email: 'Kontakt 1', unused: [{ column: 'Email', hint: 'email is read from another column; to read it from here add ?email=Email.' }] }],
    ['the better name of two', ['Mobile phone', 'Phone'], {}, { phone: 'Phone', unused: [{ column: 'Mobile phone', hint: 'phone is read from another column; to read it from here add ?phone=Mobile%20phone.' }] }],
    ['one that is misspelled beside one that is not', ['Emial', 'Phone'], {}, { phone: 'Phone', unused: [{ column: 'Emial', hint: 'Did you mean email? Then add ?email=Emial.' }] }],
  ])('are found %s', (_, header, asked, expected) => {
    expect(mapped(header, asked)).toEqual(expected);
  });

  it.each([
    ['no way to reach anybody', ['Emial', 'Colour'], {}, '422 unreachable: The header (line 1) has: Emial, Colour. None of these is known as e-mail or phone. "Emial": Did you mean email? Then add ?email=Emial.'],
    ['nothing that is known', ['x', 'y'], {}, '422 unreachable: The header (line 1) has: x, y. None of these is known as e-mail or phone. Name one, for example ?email=Work%20mail.'],
    ['a field that is none', ['Email'], { emial: 'Email' }, '422 field_unknown: "emial" is no field. Did you mean email?'],
    ['a name of every object', ['Email'], { constructor: 'Email' }, '422 field_unknown: "constructor" is no field. Known: connection, email,'],
    ['a column that is none', ['Work mail', 'Phone'], { email: 'Work maul' }, '422 column_unknown: The header (line 1) has no column "Work maul". Did you mean "Work mail"?'],
  ])('are refused with %s', (_, header, asked, words) => {
    expect(refusal(header, asked)).toContain(words);
  });

  it('have known names that are folded, and each means one field', () => {
    const names = MAPPED_FIELDS.flatMap((field) => HEADER_NAMES[field]);
    expect(names.filter((name) => fold(name) !== name)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
