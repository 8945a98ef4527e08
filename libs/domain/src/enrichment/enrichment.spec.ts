import { describe, expect, it } from '@jest/globals';
import { buildDirectory, matchDirectory, plainName, type DirectoryCompany } from './index.js';

const company = (domain: string, name: string, more: Partial<DirectoryCompany> = {}): DirectoryCompany => ({ domain, name, aliasDomains: [], country: 'GB', employees: 100, vertical: null, coldSites: null, certifications: [], parent: null, ...more });

describe('matching a company', () => {
  const directory = buildDirectory([
    company('larkmoor.example', 'Larkmoor Chilled Foods', { aliasDomains: ['larkmoor-foods.example'], country: 'IE' }),
    company('corvane.example', 'Corvane Logistics', { country: 'US' }),
    company('corvane.example', 'Corvane Events', { country: 'US' }),
    company('twin-gb.example', 'Twin Foods', { country: 'GB' }),
    company('twin-us.example', 'Twin Foods, Inc.', { country: 'US' }),
  ]);
  it.each([
    ['by its domain', { domain: 'larkmoor.example', name: null, country: null }, 'match', 'larkmoor.example'],
    ['by another domain of it', { domain: 'Larkmoor-Foods.example', name: null, country: null }, 'match', 'larkmoor.example'],
    ['by name, whatever the legal form', { domain: null, name: 'LARKMOOR chilled foods Ltd.', country: null }, 'match', 'larkmoor.example'],
    ['by domain and name where two share the domain', { domain: 'corvane.example', name: 'Corvane Events', country: null }, 'match', 'corvane.example'],
    ['not when two share the domain', { domain: 'corvane.example', name: 'Corvane', country: 'US' }, 'ambiguous', null],
    ['to neither of two that share the domain where a person says another name', { domain: 'corvane.example', name: 'Corvane', country: 'US', isNamedByPerson: true }, 'none', null],
    ['to the one of two that a person names', { domain: 'corvane.example', name: 'Corvane Events', country: 'US', isNamedByPerson: true }, 'match', 'corvane.example'],
    ['by the only one behind a domain, whatever a person calls it', { domain: 'larkmoor.example', name: 'Larkmoor', country: null, isNamedByPerson: true }, 'match', 'larkmoor.example'],
    ['by name and country', { domain: null, name: 'Twin Foods', country: 'US' }, 'match', 'twin-us.example'],
    ['not by a name that two have', { domain: null, name: 'Twin Foods', country: null }, 'ambiguous', null],
    ['not by a name from another country', { domain: null, name: 'Larkmoor Chilled Foods', country: 'US' }, 'none', null],
    ['by name where the domain is not in the directory', { domain: 'larkmoor-group.example', name: 'Larkmoor Chilled Foods', country: 'IE' }, 'match', 'larkmoor.example'],
    ['not by a domain that only ends like it', { domain: 'notlarkmoor.example', name: null, country: null }, 'none', null],
  ])('%s', (_, lead, outcome, domain) => {
    const match = matchDirectory(directory, lead);
    expect({ outcome: match.outcome, domain: match.outcome === 'match' ? match.company.domain : null }).toEqual({ outcome, domain });
  });

  it('compares names without form, accents and signs', () => {
    expect(plainName('Kühlwerk Sandtorf GmbH & Co. KG')).toBe('kuhlwerk sandtorf and');
    expect(plainName('Pelham & Rye Foods')).toBe(plainName('PELHAM AND RYE FOODS LTD'));
  });
});
