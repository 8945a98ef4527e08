import { describe, expect, it } from '@jest/globals';
import { classifyTitle, seniorityLevel } from './classify-title.js';

describe('classifyTitle', () => {
  it.each([
    ['Operations Director', 'director', 'operations', 'operations'],
    ['Head of Quality', 'director', 'quality', 'quality'],
    ['Food Safety Manager', 'manager', 'quality', 'food-safety'],
    ['VP Supply Chain', 'vp', 'operations', 'supply-chain'],
    ['Facilities Manager', 'manager', 'facilities', 'facilities'],
    ['Plant Manager', 'manager', 'facilities', 'plant-management'],
    ['Refrigeration engineer', 'staff', 'facilities', 'refrigeration'],
    ['COO', 'c-level', 'operations', 'operations'],
    ['Chief Operating Officer', 'c-level', 'operations', 'operations'],
    ['Managing Director', 'c-level', null, 'general-management'],
    ['Founder & CEO', 'owner', null, 'general-management'],
    ['Health & Safety Manager', 'manager', null, 'health-safety'],
    ['HR Business Partner', 'staff', 'people', 'people'],
    ['Storyteller', 'staff', null, null],
    ['!', 'staff', null, null],
  ])('%s is %s in %s', (title, seniority, department, role) => {
    expect(classifyTitle(title)).toEqual({ seniority, department, role });
  });

  it.each([
    ['Betriebsleiter', 'director', 'operations'], ['Leiter Qualitätssicherung', 'director', 'quality'], ['Geschäftsführerin', 'c-level', null], ['Geschaeftsfuehrer', 'c-level', null], ['Schichtleiter Lager', 'manager', 'operations'],
    ['Responsable logistique', 'director', 'operations'], ['Directeur des opérations', 'director', 'operations'], ['Directeur général', 'c-level', null], ["Chef d'entrepôt", 'manager', 'operations'],
    ['Jefe de almacén', 'manager', 'operations'], ['Director de Operaciones', 'director', 'operations'], ['Responsabile qualità', 'director', 'quality'], ['Direttore acquisti', 'director', 'purchasing'],
    ['Hoofd logistiek', 'director', 'operations'], ['Inkoper', 'staff', 'purchasing'],
  ])('reads %s as %s in %s', (title, seniority, department) => {
    expect(classifyTitle(title)).toMatchObject({ seniority, department });
  });

  it.each([
    ['of whom somebody helps', 'Assistant to the CEO', 'staff', null],
    ['of whom somebody helps, in German', 'Assistentin der Geschäftsführung', 'staff', null],
    ['behind "of"', 'Director, Office of the President', 'director', null],
    ['of the employer', 'Regional Manager at Cold Storage Logistics GmbH', 'manager', null],
    ['of the employer, and goes on after it', 'VP @ Northmoor Logistics | Quality', 'vp', 'quality'],
    ['inside of another word', 'Logistics Coordinator', 'manager', 'operations'],
    ['inside of another word, at the beginning', 'International Buyer', 'staff', 'purchasing'],
    ['that its neighbour takes back', 'Vice President Operations', 'vp', 'operations'],
    ['that its neighbour takes back', 'Product Owner', 'staff', null],
    ['that its neighbour takes back', 'Chief Engineer', 'manager', null],
    ['of a season', 'Summer Analyst', 'entry', null],
    ['that the last word takes back', 'Marketing Manager Intern', 'entry', 'marketing'],
    ['of a department that serves another', 'VP of Sales Operations', 'vp', 'sales'],
    ['of a building site', 'Software Engineering Manager', 'manager', 'it'],
    ['that only begins like sales', 'Accounting Manager', 'manager', 'finance'],
  ])('is not misled by a word %s: %s', (_, title, seniority, department) => {
    expect(classifyTitle(title)).toMatchObject({ seniority, department });
  });

  it('says nothing without a title', () => {
    expect(classifyTitle('  ')).toEqual({ seniority: null, department: null, role: null });
  });
});

describe('seniorityLevel', () => {
  it.each([['cxo', 'c-level'], ['c_suite', 'c-level'], ['Founder', 'owner'], ['senior', 'staff'], ['training', 'entry'], ['wizard', null]])('%s is %s', (word, level) => {
    expect(seniorityLevel(word)).toBe(level);
  });
});
