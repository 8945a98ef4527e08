import { openPersonal, type CompanyBrief, type Fact, type FactValue, type Field, type Fit, type LeadAssigned, type LeadEnriched, type LeadPerson, type LeadSnapshot } from '#contracts';
import { sizeBand } from '#domain';

/** Tessa Moorcroft of Pelham & Rye Foods as she came by the form, or whoever `more` makes of her. */
export function aLead({ person, company, ...more }: Partial<Omit<LeadSnapshot, 'person' | 'company'>> & { person?: Partial<LeadPerson>; company?: Partial<LeadSnapshot['company']> } = {}): LeadSnapshot {
  return {
    connection: 'website-demo-form', mode: 'live', crm: [], createIn: 'hubspot-main', consent: null, campaign: null, leadSource: null, messageClass: 'buying', capturedAt: '2026-11-22T09:29:58.000Z',
    ...more,
    person: openPersonal('lead:test', { fullName: 'Tessa Moorcroft', firstName: 'Tessa', lastName: 'Moorcroft', email: 'tessa@pelhamrye.example', phone: null, title: 'Operations Director', message: 'We need temperature logs for an audit in January.', ...person }),
    company: { name: 'Pelham & Rye Foods', domain: 'pelhamrye.example', country: 'GB', employees: null, ...company },
  };
}

export const aFact = (field: Field, value: FactValue, more: Partial<Fact> = {}): Fact => ({
  field, value, raw: null, origin: 'research', by: 'website', method: 'test@1', confidence: 0.9, costMicro: 0, observedAt: '2026-11-22T09:30:00.000Z', evidenceId: null, ...more,
});

export const aFit = (verdict: Fit['verdict'], points = 75): Fit => ({
  verdict, points, lo: points, hi: 100, needed: 45, possible: 100, criteria: [], decidedBy: [], open: [], sentence: `${verdict}, ${points} of 100 points.`, method: 'test@1', icp: { kind: 'icp', version: 1, hash: 'test' },
});

export const aCompany = (more: Partial<CompanyBrief> = {}): CompanyBrief => {
  const employees = more.employees === undefined ? 620 : more.employees;
  return { name: 'Pelham & Rye Foods', domain: 'pelhamrye.example', country: 'GB', industry: 'food-manufacturing', sizeBand: employees === null ? null : sizeBand(employees), ...more, employees };
};

/** What enrichment says of a clear lead, or of one that waits for research when `more` says so. */
export function anEnrichedLead(more: Partial<LeadEnriched> = {}): LeadEnriched {
  return {
    runId: 'run-1', lead: aLead(), account: null, company: aCompany(), facts: [], fit: aFit('fit'), summary: 'Tessa Moorcroft, Operations Director at Pelham & Rye Foods.',
    next: 'assign', researchBy: null, blocked: [], question: null, answered: null, spentMicro: 0, configs: [], ...more,
  };
}

/** What assignment says of a lead that Nora got by her turn. */
export const anAssignedLead = (more: Partial<LeadAssigned> = {}): LeadAssigned => ({
  epoch: 1, owner: { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' }, rule: { id: 'emea', label: 'Rest of EMEA' }, sentence: 'Yours because the rule "Rest of EMEA" matched (country GB) and it was your turn.', short: 'Rest of EMEA, her turn',
  decisionId: 'decision-1', answerBy: null, because: 'enriched', lead: aLead(), company: aCompany(), fit: aFit('fit'), summary: 'Tessa Moorcroft, Operations Director at Pelham & Rye Foods.', configs: [], ...more,
});
