import { describe, expect, it } from '@jest/globals';
import { classifyIndustry, INDUSTRIES, readIndustry } from './classify-industry.js';
import { OTHER_INDUSTRIES } from './industry-words.data.js';
import { NAICS, NAICS_SLUGS } from './naics.data.js';

describe('classifyIndustry', () => {
  it.each([
    ['food-manufacturing', 'food-manufacturing'], ['Cold storage', 'cold-storage'], ['We run refrigerated warehouses', 'cold-storage'], ['four chilled bakeries across Yorkshire', 'food-manufacturing'],
    ['wholesale of groceries', 'grocery-distribution'], ['Pharmaceutical wholesale', 'pharma-distribution'], ['a staffing agency for cold stores', 'staffing'],
    ['we build temperature loggers for cold stores', 'monitoring-equipment'], ['event management', 'events'], ['a law firm', null],
  ])('%s is %s', (text, slug) => {
    expect(classifyIndustry(text)).toBe(slug);
  });

  it.each([
    ['Meat Products Manufacturing', 'food-manufacturing'], ['Food & Beverage Manufacturing', 'food-manufacturing'], ['Wholesale Food and Beverage', 'grocery-distribution'], ['Wholesale Drugs and Sundries', 'pharma-distribution'],
    ['Refrigerated goods storage', 'cold-storage'], ['Truck Transportation', 'logistics'], ['Temporary Help Services', 'staffing'],
    ['Warehousing and Storage', null], ['Food & Beverages', null], ['hospital & health care', null],
  ])('in the lists of vendors %s is %s', (text, slug) => {
    expect(classifyIndustry(text)).toBe(slug);
  });

  it('takes no words of lists out of a longer text', () => {
    expect(classifyIndustry(`We help truck transportation firms. ${'They drive. '.repeat(6)}`)).toBeNull();
  });
});

describe('readIndustry', () => {
  it.each([
    ['Cold storage', { slug: 'cold-storage', naics: '493120', label: 'cold storage' }],
    ['493120', { slug: 'cold-storage', naics: '493120', label: 'cold storage' }],
    ['NAICS 311812', { slug: 'food-manufacturing', naics: '311', label: 'food manufacturing' }],
    ['311119', { slug: null, naics: '3111', label: 'Animal Food Manufacturing' }],
    ['hospital & health care', { slug: null, naics: '622', label: 'Hospitals' }],
    ['retail pharmacies', { slug: null, naics: '456', label: 'Health and Personal Care Retailers' }],
    ['wholesale machinery', { slug: null, naics: '423', label: 'Merchant Wholesalers, Durable Goods' }],
    ['machinery', { slug: null, naics: '333', label: 'Machinery Manufacturing' }],
    ['991234', null],
    ['wonders', null],
  ])('reads %s', (text, industry) => {
    expect(readIndustry(text)).toEqual(industry);
  });

  it('gives every industry a code that has a name, and every code of ours an industry', () => {
    const codes = [...INDUSTRIES.map(({ naics }) => naics), ...OTHER_INDUSTRIES.map(([, naics]) => naics)];
    expect(codes.filter((code) => !NAICS[code])).toEqual([]);
    expect(Object.values(NAICS_SLUGS).filter((slug) => slug !== null && !INDUSTRIES.some((one) => one.slug === slug))).toEqual([]);
  });
});
