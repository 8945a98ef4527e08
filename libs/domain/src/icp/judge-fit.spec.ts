import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { icpConfig, type ConfigRef, type Fact, type FactOrigin, type FactValue, type Field, type Verdict } from '#contracts';
import { judgeFit } from './judge-fit.js';

const icp = icpConfig.parse({
  name: 'Cold chain',
  must: [
    { id: 'industry', label: 'Handles chilled goods', when: { field: 'company.industry', in: ['food-manufacturing', 'cold-storage'] } },
    { id: 'size', label: '100 to 5,000 people', when: { field: 'company.employees', between: [100, 5000] } },
    { id: 'country', label: 'A country we sell to', when: { field: 'company.country', in: ['US', 'GB', 'IE'] } },
  ],
  rulesOut: [{ id: 'agency', label: 'Staffing or consultancy', when: { field: 'company.kind', in: ['staffing'] } }],
  points: [
    { id: 'sites', label: 'two or more cold sites', when: { field: 'company.coldSites', atLeast: 2 }, points: 30 },
    { id: 'hiring', label: 'hiring', when: { field: 'company.openRoles', atLeast: 2, withinDays: 60 }, points: 30 },
    { id: 'certificate', label: 'certificate', when: { field: 'company.certifications', contains: ['HACCP', 'BRCGS'] }, points: 25 },
    { id: 'buyer', label: 'buyer in operations', when: { field: 'person.department', in: ['operations'] }, points: 15 },
  ],
  needed: 45,
  corroborate: { size: 2, industry: 1 },
  costOfBeingWrong: { missedFit: '$400', falseFit: '$120', review: '$15' },
});
const ref: ConfigRef = { kind: 'icp', version: 1, hash: 'test' };
const at = '2026-11-22T09:30:00.000Z';
const fact = (field: Field, value: FactValue, origin: FactOrigin = 'directory', by: string = origin, observedAt = at): Fact => ({ field, value, raw: null, origin, by, method: 'test@1', confidence: 0.9, costMicro: 0, observedAt, evidenceId: null });
const company = (employees: number | null, country = 'GB', industry = 'food-manufacturing'): Fact[] => [
  fact('company.industry', industry), fact('company.country', country), ...(employees === null ? [] : [fact('company.employees', employees)]),
];
const sites = fact('company.coldSites', 4);
const roles = fact('company.openRoles', 2, 'research');
const certificate = fact('company.certifications', ['BRCGS']);
const buyer = fact('person.department', 'operations', 'derived');

describe('judging the fit', () => {
  const cases: [string, Fact[], Verdict, number, number][] = [
    ['Larkmoor: four sites, BRCGS and an operations buyer, all from the directory', [...company(840, 'IE'), sites, certificate, buyer], 'fit', 70, 100],
    ['Pelham & Rye after research: sites, open roles and the buyer', [...company(620), sites, roles, buyer], 'fit', 75, 100],
    ['nothing but the title is known', [buyer], 'needs_review', 15, 100],
    ['musts met, points not yet', [...company(620), buyer], 'needs_review', 15, 100],
    ['size unknown, points enough', [...company(null), sites, buyer], 'needs_review', 45, 100],
    ['a staffing agency', [...company(620), sites, certificate, fact('company.kind', 'staffing', 'research')], 'not_fit', 55, 100],
    ['another industry, one origin is enough', [...company(620, 'GB', 'software'), sites, certificate], 'not_fit', 55, 100],
    ['too small by one origin only: not enough to fail', [...company(40), sites, certificate], 'needs_review', 55, 100],
    ['too small by two origins', [...company(40), fact('company.employees', 38, 'research'), sites, certificate], 'not_fit', 55, 100],
    ['too small by a person', [...company(null), fact('company.employees', 40, 'human', 'user:nora'), sites, certificate], 'not_fit', 55, 100],
    ['Halden: directory says 2, the site 610: a conflict, not a refusal', [...company(2), fact('company.employees', 610, 'research'), sites, certificate], 'needs_review', 55, 100],
    ['Halden after the owner said 610', [...company(2), fact('company.employees', 610, 'research'), fact('company.employees', 610, 'human', 'user:nora'), sites, certificate], 'fit', 55, 100],
    ['no points can be had any more', [...company(620), fact('company.coldSites', 0), fact('company.openRoles', 0, 'research'), fact('company.certifications', ['GDP']), buyer], 'not_fit', 15, 15],
  ];
  it.each(cases)('%s', (_, facts, verdict, lo, hi) => {
    const judged = judgeFit(icp, ref, facts, at);
    expect({ verdict: judged.verdict, lo: judged.lo, hi: judged.hi }).toEqual({ verdict, lo, hi });
  });

  it('does not count what is older than the criterion allows', () => {
    const old = fact('company.openRoles', 5, 'research', 'website', '2026-08-01T00:00:00.000Z');
    expect(judgeFit(icp, ref, [...company(620), sites, old], at).points).toBe(30);
  });

  it('says why in one sentence', () => {
    expect(judgeFit(icp, ref, [...company(620), sites, roles, buyer], at).sentence).toBe('Good fit, 75 of 100 points (45 needed).');
    expect(judgeFit(icp, ref, [...company(620), fact('company.kind', 'staffing', 'research')], at).sentence).toBe('Not a fit: ruled out: Staffing or consultancy (staffing).');
    expect(judgeFit(icp, ref, [...company(2), fact('company.employees', 610, 'research'), sites, certificate], at).sentence).toBe('Needs your call, 55 of 100 points (45 needed) so far. Open: 100 to 5,000 people (2 or 610).');
  });

  it('gives the same bytes whatever the order of the facts', () => {
    const facts = [...company(2), fact('company.employees', 610, 'research'), fact('company.employees', 640, 'provider', 'rimedata'), sites, certificate, roles, buyer];
    const expected = JSON.stringify(judgeFit(icp, ref, facts, at));
    fc.assert(fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => JSON.stringify(judgeFit(icp, ref, shuffled, at)) === expected));
  });

  it('never calls a lead fit below the points needed, nor not fit while the rest could still do it and nothing fails', () => {
    const any = fc.subarray([...company(620), fact('company.employees', 40, 'research'), fact('company.kind', 'staffing', 'research'), sites, certificate, roles, buyer]);
    fc.assert(fc.property(any, (facts) => {
      const { verdict, lo, hi, needed, decidedBy } = judgeFit(icp, ref, facts, at);
      expect(lo).toBeLessThanOrEqual(hi);
      if (verdict === 'fit') expect(lo).toBeGreaterThanOrEqual(needed);
      if (verdict === 'not_fit' && hi >= needed) expect(decidedBy.length).toBeGreaterThan(0);
    }));
  });
});
