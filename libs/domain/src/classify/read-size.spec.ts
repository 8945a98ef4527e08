import { describe, expect, it } from '@jest/globals';
import { readSize, readWhole } from './read-size.js';
import { sizeBand } from './size-band.js';

describe('sizeBand', () => {
  it.each([[1, '1-10'], [10, '1-10'], [11, '11-50'], [620, '501-1000'], [5_000, '1001-5000'], [80_000, '10001+']])('%d people are %s', (employees, band) => {
    expect(sizeBand(employees)).toBe(band);
  });
});

describe('readSize', () => {
  it.each([
    [620, 620, '501-1000'], ['620', 620, '501-1000'], ['1,600', 1600, '1001-5000'], ['1 600', 1600, '1001-5000'], ['1\u202f600', 1600, '1001-5000'], ['1.600', 1600, '1001-5000'], ['1.6k', 1600, '1001-5000'], ['12K', 12_000, '10001+'],
    ['~500 employees', 500, '201-500'], ['ca. 840 Mitarbeiter', 840, '501-1000'], ['environ 35 salariés', 35, '11-50'], ['Self-employed', 1, '1-10'],
    ['51-200', null, '51-200'], ['51 – 200 employees', null, '51-200'], ['50-200', null, '51-200'], ['51 à 200', null, '51-200'], ['51 bis 200', null, '51-200'], ['1,001-5,000', null, '1001-5000'], ['1k-5k', null, '1001-5000'],
    ['c_00051_00100', null, '51-200'], ['c_00101_00250', null, null], ['c_10001_max', null, '10001+'],
    ['10001+', null, '10001+'], ['10,000+ employees', null, '10001+'], ['more than 10,000', null, '10001+'], ['500+', null, null], ['<10', null, '1-10'], ['fewer than 50', null, null], ['1-50', null, null],
    ['many', null, null], ['', null, null], [0, null, null], [-5, null, null], [12.5, null, null], ['1.5', null, null], ['200-51', null, null],
  ])('reads %j as %j people in %j', (raw, employees, band) => {
    expect(readSize(raw)).toEqual({ employees, band });
  });
});

describe('readWhole', () => {
  it.each([['0', 0], ['7', 7], ['1.2m', 1_200_000], ['1,25k', 1250], ['1.5', null], ['12,34', null], ['-3', null], ['four', null]])('reads %j as %j', (text, value) => {
    expect(readWhole(text)).toBe(value);
  });
});
