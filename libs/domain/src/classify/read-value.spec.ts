import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIELDS, type FactValue, type Field } from '#contracts';
import { readValue } from './read-value.js';

describe('readValue', () => {
  it.each<[Field, FactValue, FactValue]>([
    ['person.firstName', ' Tessa ', 'Tessa'], ['person.email', 'mailto:Tessa@PelhamRye.example', 'Tessa@pelhamrye.example'], ['person.phone', '+44 20 7946 0123', '+442079460123'],
    ['person.title', 'Head of\nQuality', 'Head of Quality'], ['person.seniority', 'cxo', 'c-level'], ['person.seniority', 'c-level', 'c-level'], ['person.department', 'Human Resources', 'people'], ['person.department', 'operations', 'operations'],
    ['lead.messageClass', 'buying', 'buying'], ['lead.country', 'Deutschland', 'DE'],
    ['company.name', 'Pelham & Rye  Foods', 'Pelham & Rye Foods'], ['company.domain', 'https://www.larkmoor.example/', 'larkmoor.example'], ['company.country', 'united kingdom', 'GB'],
    ['company.employees', 620, 620], ['company.employees', '6,100', 6100], ['company.employees', '1.6k', 1600], ['company.sizeBand', 'c_00051_00100', '51-200'],
    ['company.industry', 'Meat Products Manufacturing', 'food-manufacturing'], ['company.kind', 'Staffing agency', 'staffing'], ['company.kind', 'law firm', 'law firm'],
    ['company.coldSites', 0, 0], ['company.openRoles', '12', 12], ['company.certifications', 'HACCP, GDP;', ['HACCP', 'GDP']], ['company.certifications', ['HACCP', 'BRCGS'], ['HACCP', 'BRCGS']],
    ['company.newSite', 'new depot in Hull', 'new depot in Hull'], ['company.description', 'Two\r\nlines', 'Two\nlines'],
  ])('holds %s %j as %j', (field, raw, value) => {
    expect(readValue(field, raw)).toEqual({ validity: 'valid', value });
  });

  it.each<[Field, FactValue, string]>([
    ['company.name', '  ', 'is empty'], ['company.certifications', [], 'is empty'], ['company.certifications', '; ,', 'is empty'], ['company.employees', 'many', '"many" is no whole number'], ['company.employees', -3, '-3 is no whole number'], ['company.employees', 12.5, '12.5 is no whole number'],
    ['company.coldSites', '1.5', '"1.5" is no whole number'], ['company.country', 'Atlantis', '"Atlantis" is no country. Write it like GB or Germany'],
    ['company.domain', 'nowhere', '"nowhere" is no domain. Write it like northmoor.example'], ['company.domain', 'gmail.com', '"gmail.com" is where anybody can have a mailbox. Write the domain of the company'],
    ['person.email', 'tessa', '"tessa" is no e-mail address'], ['person.phone', 'call me', '"call me" is no phone number, or one without its country'], ['lead.messageClass', 'nice', '"nice" is not known. Known: buying, support, job_seeker, vendor, unclear'],
  ])('refuses %s %j', (field, raw, why) => {
    expect(readValue(field, raw)).toEqual({ validity: 'invalid', why });
  });

  it.each<[Field, FactValue, string]>([
    ['company.employees', '51-200', '"51-200" is a range and no number'], ['company.employees', 0, '0 is no number of people'], ['company.sizeBand', '101-250', '"101-250" is no size of a company, or lies in two bands'],
    ['company.industry', 'hospital & health care', expect.stringContaining('is not known. Known: monitoring equipment, staffing') as unknown as string], ['person.seniority', 'wizard', expect.stringContaining('Known: owner, c-level') as unknown as string],
    ['person.department', 'engineering_technical', expect.stringContaining('is not known') as unknown as string],
    ['person.department', 'sorcery', '"sorcery" is not known. Known: sales, marketing, people, finance, it, quality, facilities, operations, purchasing'], ['person.phone', '020 7946 0123', '"020 7946 0123" is no phone number, or one without its country'],
  ])('cannot tell %s %j', (field, raw, why) => {
    expect(readValue(field, raw)).toEqual({ validity: 'unknown', why });
  });

  it('reads a phone number as it is written in its country', () => {
    expect(readValue('person.phone', '020 7946 0123', { country: 'GB' })).toEqual({ validity: 'valid', value: '+442079460123' });
  });

  it('reads what it holds as the same, whatever it was given', () => {
    const words = fc.constantFrom('cold-storage', '501-1000', '51 à 200', '1.6k', 'c_suite', 'GER', 'Bavaria', 'Head of Quality', 'https://www.larkmoor.example', 'a@b.example', '+44 20 7946 0123', 'HACCP; GDP', '311812', 'wholesale food');
    const raw: fc.Arbitrary<FactValue> = fc.oneof(words, fc.string(), fc.double(), fc.integer({ min: 0, max: 100_000 }), fc.boolean(), fc.array(words));
    fc.assert(fc.property(fc.constantFrom(...FIELDS), raw, (field, given) => {
      const read = readValue(field, given);
      if (read.validity === 'valid') expect(readValue(field, read.value)).toEqual(read);
      else expect(read.why).not.toBe('');
    }), { numRuns: 2_000 });
  });

  it.each(['quality', 'facilities', 'operations', 'purchasing', 'sales', 'marketing', 'finance', 'it', 'people'])('knows the department %s', (department) => {
    expect(readValue('person.department', department)).toEqual({ validity: 'valid', value: department });
  });

  it.each(['owner', 'c-level', 'vp', 'director', 'manager', 'staff', 'entry'])('knows the seniority %s', (seniority) => {
    expect(readValue('person.seniority', seniority)).toEqual({ validity: 'valid', value: seniority });
  });
});
