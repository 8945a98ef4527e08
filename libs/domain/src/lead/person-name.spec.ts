import { describe, expect, it } from '@jest/globals';
import { normalizeName } from './person-name.js';

describe('normalizeName', () => {
  it.each([
    ['Tessa Moorcroft', 'Tessa', 'Moorcroft', 'Tessa Moorcroft'],
    ['  tessa   moorcroft ', 'Tessa', 'Moorcroft', 'Tessa Moorcroft'],
    ['TESSA MOORCROFT', 'Tessa', 'Moorcroft', 'Tessa Moorcroft'],
    ['Moorcroft, Tessa', 'Tessa', 'Moorcroft', 'Moorcroft, Tessa'],
    ['Nora Byrne-Quill', 'Nora', 'Byrne-Quill', 'Nora Byrne-Quill'],
    ['nora byrne-quill', 'Nora', 'Byrne-Quill', 'Nora Byrne-Quill'],
    ["sean o'neill", 'Sean', "O'Neill", "Sean O'Neill"],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven', 'Ludwig van Beethoven'],
    ['LUDWIG VAN BEETHOVEN', 'Ludwig', 'van Beethoven', 'Ludwig van Beethoven'],
    ['Maria de la Cruz', 'Maria', 'de la Cruz', 'Maria de la Cruz'],
    ['Mary Ann Smith', 'Mary Ann', 'Smith', 'Mary Ann Smith'],
    ['Dr. Gudrun Aasland', 'Gudrun', 'Aasland', 'Dr. Gudrun Aasland'],
    ['Herr Reto Feldhaus', 'Reto', 'Feldhaus', 'Herr Reto Feldhaus'],
    ['Dev Tarrant, PhD', 'Dev', 'Tarrant', 'Dev Tarrant, PhD'],
    ['Tessa', 'Tessa', null, 'Tessa'],
    ['Ian McGrath', 'Ian', 'McGrath', 'Ian McGrath'],
    ['ian mcgrath', 'Ian', 'McGrath', 'Ian McGrath'],
    ['Åsa Øst', 'Åsa', 'Øst', 'Åsa Øst'],
  ])('splits %j', (fullName, firstName, lastName, full) => {
    expect(normalizeName({ fullName })).toEqual({ fullName: full, firstName, lastName });
  });

  it.each([
    [{ firstName: 'Tessa', lastName: 'Moorcroft' }, { fullName: 'Tessa Moorcroft', firstName: 'Tessa', lastName: 'Moorcroft' }],
    [{ firstName: 'Tessa', lastName: 'Moorcroft', fullName: 'T. Moorcroft' }, { fullName: 'T. Moorcroft', firstName: 'Tessa', lastName: 'Moorcroft' }],
    [{ firstName: 'Maria', fullName: 'Maria de la Cruz' }, { fullName: 'Maria de la Cruz', firstName: 'Maria', lastName: 'de la Cruz' }],
    [{ lastName: 'Moorcroft' }, { fullName: 'Moorcroft', firstName: null, lastName: 'Moorcroft' }],
    [{ fullName: ' \t ' }, { fullName: null, firstName: null, lastName: null }],
    [{}, { fullName: null, firstName: null, lastName: null }],
  ])('takes %j as %j', (input, name) => {
    expect(normalizeName(input)).toEqual(name);
  });
});
