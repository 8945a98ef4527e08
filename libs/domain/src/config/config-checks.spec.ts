import { describe, expect, it } from '@jest/globals';
import { enrichmentConfig, icpConfig, outreachConfig } from '#contracts';
import { checkEnrichment } from './check-enrichment.js';
import { checkIcp } from './check-icp.js';
import { checkOutreach } from './check-outreach.js';

const said = (findings: readonly { where: string; message: string; remedy: string }[]): string[] => findings.map(({ where, message, remedy }) => `${where}: ${message}. ${remedy}`);

describe('checks of the ideal customer profile', () => {
  const icp = (change: object) => checkIcp(icpConfig.parse({
    name: 'x', needed: 30, costOfBeingWrong: { missedFit: '$1', falseFit: '$1', review: '$1' },
    must: [{ id: 'size', label: 'size', when: { field: 'company.employees', between: [100, 5000] } }], rulesOut: [],
    points: [{ id: 'sites', label: 'sites', when: { field: 'company.coldSites', atLeast: 2 }, points: 30 }], ...change,
  }));

  it.each([
    ['nothing when all is well', {}, []],
    ['points that nobody can reach', { needed: 45 }, [/needed: 45 points are needed, but all criteria together give 30.*at most 30/]],
    ['an id used twice', { rulesOut: [{ id: 'size', label: 'x', when: { field: 'company.kind', in: ['staffing'] } }] }, [/criterion "size": has the id of another/]],
    ['a range that holds for nothing', { must: [{ id: 'size', label: 'x', when: { field: 'company.employees', between: [5000, 100] } }] }, [/between: \[100, 5000\]/]],
    ['a number compared as text', { must: [{ id: 'size', label: 'x', when: { field: 'company.employees', in: ['many'] } }] }, [/company.employees is a number, so "in" never holds. Use between or atLeast/]],
    ['text compared as a number', { must: [{ id: 'kind', label: 'x', when: { field: 'company.kind', atLeast: 2 } }] }, [/company.kind is no number/]],
    ['points without points', { points: [{ id: 'sites', label: 'x', when: { field: 'company.coldSites', atLeast: 2 } }], needed: 1 }, [/gives no points/, /1 points are needed/]],
    ['an unknown corroboration group', { corroborate: { sise: 2 } }, [/unknown group sise. Did you mean size\?/]],
  ] as const)('find %s', (_, change, expected) => {
    const found = said(icp(change));
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, index) => expect(found[index]).toMatch(pattern));
  });
});

describe('checks of enrichment', () => {
  const rimedata = { kind: 'people-data-labs', baseUrl: 'https://rimedata.example', key: 'RIMEDATA_KEY', price: '$0.02' };
  const enrichment = (change: object) => said(checkEnrichment(enrichmentConfig.parse({ ceilings: { lead: '$0.30', providerDay: '$25', day: '$50' }, directory: { file: 'd.csv' }, waterfall: { 'company.employees': [{ provider: 'own-crm', price: '$0' }, { provider: 'directory', price: '$0' }] }, ...change })));

  it.each([
    ['nothing when all is well', {}, []],
    ['a provider nobody knows', { waterfall: { 'company.employees': [{ provider: 'directry', price: '$0' }] } }, [/waterfall of company.employees: unknown provider "directry". Did you mean directory\?/]],
    ['a directory that is not there', { directory: undefined }, [/no directory is configured/]],
    ['a provider asked twice', { waterfall: { 'company.employees': [{ provider: 'own-crm', price: '$0' }, { provider: 'own-crm', price: '$0' }] } }, [/asks own-crm twice/]],
    ['a zone that is none', { timeZone: 'America/Gotham' }, [/"America\/Gotham" is no time zone/]],
    ['nothing with a paid provider', { providers: { rimedata }, waterfall: { 'company.employees': [{ provider: 'own-crm', price: '$0' }, { provider: 'rimedata', price: '$0.02' }] } }, []],
    ['a price that is another one', { providers: { rimedata }, waterfall: { 'company.employees': [{ provider: 'rimedata', price: '$0.03' }] } }, [/the price of rimedata is another one under providers/]],
    ['a field that is not asked for', { providers: { rimedata }, waterfall: { 'company.coldSites': [{ provider: 'rimedata', price: '$0.02' }] } }, [/rimedata is not asked for company.coldSites. It is asked for company.employees, company.industry/]],
    ['a paid provider misspelt', { providers: { rimedata }, waterfall: { 'company.employees': [{ provider: 'rimedate', price: '$0.02' }] } }, [/unknown provider "rimedate". Did you mean rimedata\?/]],
    ['a call dearer than a ceiling', { providers: { rimedata: { ...rimedata, price: '$0.31' } } }, [/provider rimedata: one call costs more than a ceiling allows/]],
    ['a provider that is called like the directory', { providers: { directory: rimedata } }, [/directory is a name with a meaning of its own/]],
    ['a lead dearer than a day', { ceilings: { lead: '$60', providerDay: '$25', day: '$50' } }, [/one lead may cost more than a whole day/]],
  ] as const)('find %s', (_, change, expected) => {
    const found = enrichment(change);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, index) => expect(found[index]).toMatch(pattern));
  });
});

describe('checks of outreach', () => {
  const outreach = (change: object) => said(checkOutreach(outreachConfig.parse({ sender: { company: 'R', postalAddress: 'A', optOut: 'O', dataSource: 'D' }, claims: { C1: { text: 'It works.', for: ['audit'] } }, asks: { default: 'Shall we?' }, ...change })));

  it.each([
    ['nothing when all is well', {}, []],
    ['no claims', { claims: {} }, [/no approved statement/]],
    ['a field that is none', { claims: { C1: { text: 'x', for: ['company.coldSits'] } } }, [/unknown field company.coldSits. Did you mean company.coldSites\?/]],
    ['a department that is none', { asks: { default: 'Shall we?', qualty: 'Ok?' } }, [/unknown department "qualty". Did you mean quality\?/]],
    ['an ask that asks nothing', { asks: { default: 'Call me.' } }, [/is no question/]],
    ['an empty postal address', { sender: { company: 'R', postalAddress: ' ', optOut: 'O', dataSource: 'D' } }, [/postalAddress is empty/]],
    ['a domain that is none', { doNotContact: { domains: ['nowhere'] } }, [/"nowhere" is no domain/]],
    ['nothing in sending by mail', { send: { by: 'smtp' } }, []],
    ['quiet hours that have no end', { send: { by: 'smtp', quietHours: { from: '20:00', to: '20:00' } } }, [/from and to are both 20:00/]],
  ] as const)('find %s', (_, change, expected) => {
    const found = outreach(change);
    expect(found).toHaveLength(expected.length);
    expected.forEach((pattern, index) => expect(found[index]).toMatch(pattern));
  });
});
