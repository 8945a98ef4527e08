import { describe, expect, it } from '@jest/globals';
import type { CompanyBrief, Fact, FactOrigin, FactValue, Field, Fit } from '#contracts';
import { askOwner } from './ask-owner.js';
import type { DirectoryCompany, DirectoryMatch } from './match-directory.js';

const company = (name: string, more: Partial<DirectoryCompany> = {}): DirectoryCompany => ({ domain: 'corvane.example', name, aliasDomains: [], country: 'US', employees: 100, vertical: null, coldSites: null, certifications: [], parent: null, ...more });
const logistics = company('Corvane Logistics', { employees: 3100, vertical: 'Cold storage' });
const events = company('Corvane Events', { employees: 40, vertical: 'Event management' });
const several = (...candidates: DirectoryCompany[]): DirectoryMatch => ({ outcome: 'ambiguous', candidates });
const brief = (name: string | null): CompanyBrief => ({ name, domain: 'corvane.example', country: 'US', employees: null, sizeBand: null, industry: null });
const said = (field: Field, value: FactValue, origin: FactOrigin): Fact => ({ field, value, raw: null, origin, by: origin, method: 'test@1', confidence: 0.9, costMicro: 0, observedAt: '2026-11-22T09:30:00.000Z', evidenceId: null });
const fit = (verdict: Fit['verdict'], conflicting: Field | null = null): Fit => ({
  verdict, points: 0, lo: 0, hi: 100, needed: 45, possible: 100, decidedBy: [], open: ['open'], sentence: '', method: 'test@1', icp: { kind: 'icp', version: 1, hash: 'test' },
  criteria: [{ id: 'open', label: '', kind: 'must', state: conflicting ? 'conflicting' : 'unknown', points: 0, found: null, fields: [conflicting ?? 'company.employees'], evidenceIds: [] }],
});
const ask = (given: Partial<Parameters<typeof askOwner>[0]>) => askOwner({ match: { outcome: 'none' }, fit: fit('needs_review'), facts: [], company: brief('Corvane'), ...given });
const buttons = (question: ReturnType<typeof askOwner>) => question && [question.sentence, ...question.choices.map(({ label, detail }) => [label, detail])];

describe('asking the owner which company it is', () => {
  it('says of each what the directory knows, and takes name and domain of the one that is chosen', () => {
    expect(ask({ match: several(logistics, events) })).toEqual({
      id: 'company.name:corvane-logistics@corvane.example|corvane-events@corvane.example|neither',
      sentence: 'Which company is it?',
      choices: [
        { id: 'corvane-logistics@corvane.example', label: 'Corvane Logistics', detail: 'US · 3,100 people · cold storage', facts: [{ field: 'company.name', value: 'Corvane Logistics' }, { field: 'company.domain', value: 'corvane.example' }] },
        { id: 'corvane-events@corvane.example', label: 'Corvane Events', detail: 'US · 40 people · events', facts: [{ field: 'company.name', value: 'Corvane Events' }, { field: 'company.domain', value: 'corvane.example' }] },
        { id: 'neither', label: 'Neither', detail: 'Corvane is another company', facts: [{ field: 'company.name', value: 'Corvane' }] },
      ],
    });
  });

  it.each<[string, ReturnType<typeof ask>, unknown]>([
    ['without a way out where no name was given', ask({ match: several(logistics, events), company: brief(null) }), ['Which company is it?', ['Corvane Logistics', 'US · 3,100 people · cold storage'], ['Corvane Events', 'US · 40 people · events']]],
    ['by their domains where they have several', ask({ match: several(company('Twin Foods', { domain: 'twin-gb.example', country: 'GB' }), company('Twin Foods, Inc.', { domain: 'twin-us.example' })), company: brief('Twin Foods') }),
      ['Which company is it?', ['Twin Foods', 'twin-gb.example · GB · 100 people'], ['Twin Foods, Inc.', 'twin-us.example · US · 100 people']]],
    ['not where the directory itself could not tell them apart', ask({ match: several(logistics, { ...logistics, country: 'CA' }) }), null],
    ['not among more than fit on buttons', ask({ match: several(...['A', 'B', 'C', 'D', 'E'].map((name) => company(name))) }), null],
    ['not where the verdict is clear', ask({ match: several(logistics, events), fit: fit('not_fit') }), null],
    ['not where one company matches', ask({ match: { outcome: 'match', company: logistics, by: 'domain' } }), null],
  ])('%s', (_, question, expected) => {
    expect(buttons(question)).toEqual(expected);
  });
});

describe('asking the owner which value is right', () => {
  it('names who says what, and takes the value that is chosen', () => {
    const facts = [said('company.employees', 2, 'directory'), said('company.employees', 610, 'research'), said('company.employees', 600, 'provider')];
    expect(ask({ fit: fit('needs_review', 'company.employees'), facts, company: brief('Halden Dairy Packers') })).toEqual({
      id: 'company.employees:2|610',
      sentence: 'How many people work at Halden Dairy Packers?',
      choices: [
        { id: '2', label: '2 people', detail: 'from the directory', facts: [{ field: 'company.employees', value: 2 }] },
        { id: '610', label: '610 people', detail: 'from their website', facts: [{ field: 'company.employees', value: 610 }] },
      ],
    });
  });

  it.each<[string, Fact[], Field, unknown]>([
    ['the industry', [said('company.industry', 'cold-storage', 'directory'), said('company.industry', 'events', 'research')], 'company.industry', ['What does Corvane do?', ['cold storage', 'from the directory'], ['events', 'from their website']]],
    ['the country', [said('company.country', 'GB', 'form'), said('company.country', 'FR', 'directory')], 'company.country', ['Which country is Corvane in?', ['GB', 'from the form'], ['FR', 'from the directory']]],
    ['another field', [said('company.openRoles', 1, 'form'), said('company.openRoles', 9, 'research')], 'company.openRoles', ['Sources disagree about Corvane. Which is right?', ['1', 'from the form'], ['9', 'from their website']]],
    ['nothing where a person has decided', [said('company.country', 'GB', 'human'), said('company.country', 'FR', 'directory')], 'company.country', null],
  ])('asks %s', (_, facts, field, expected) => {
    expect(buttons(ask({ fit: fit('needs_review', field), facts }))).toEqual(expected);
  });
});
