import { describe, expect, it } from '@jest/globals';
import { assignmentConfig, type Owner } from '#contracts';
import { compileRules } from './compile-rules.js';
import { EMPTY_DESK } from './decide-assignment.js';
import { proposeMove } from './propose-move.js';
import type { RuleInput } from './rule-input.js';

const rep = (name: string, more: object = {}) => ({ name, email: 'somebody@rimewell.example', zone: 'Europe/Dublin', languages: ['en'], cap: { day: 1 }, ...more });
const config = assignmentConfig.parse({
  reps: { ana: rep('Ana'), marcus: rep('Marcus'), nora: rep('Nora'), jonas: rep('Jonas', { languages: ['de', 'en'] }), grace: rep('Grace'), lars: rep('Lars', { active: false }) },
  pools: { na: { label: 'North America', members: { ana: 1, marcus: 1 } }, emea: { label: 'EMEA', members: { nora: 1, jonas: 1 } }, enterprise: { label: 'Enterprise', members: { grace: 1 } } },
  queues: { desk: { label: 'Lead desk', owner: 'kemal@rimewell.example' }, 'not-a-fit': { label: 'Not a fit', owner: 'ruth@rimewell.example' } },
  rules: [
    { id: 'account', label: 'Existing account', when: 'account.owner != null', assign: { owner: 'account.owner' } },
    { id: 'not-a-fit', label: 'Not a fit', when: 'fit.verdict == "not_fit"', assign: { queue: 'not-a-fit' } },
    { id: 'enterprise', label: '2,000 people or more', when: 'company.employees != null && company.employees >= 2000', assign: { pool: 'enterprise' } },
    { id: 'german', label: 'German-speaking', when: 'company.country == "DE"', assign: { pool: 'emea', language: 'de' } },
    { id: 'emea', label: 'Rest of EMEA', when: 'company.country == "GB"', assign: { pool: 'emea' } },
    { id: 'na', label: 'US', when: 'company.country == "US"', assign: { pool: 'na' } },
  ],
  otherwise: { queue: 'desk' },
});
const { compiled } = compileRules(config);
const input = (country: string | null, { employees = null, verdict = 'fit', account = null }: { employees?: number | null; verdict?: string; account?: string | null } = {}): RuleInput => ({
  lead: { connection: 'form', country, title: null, seniority: null, department: null, messageClass: null, openLeadOwner: null },
  company: { name: null, domain: null, country, employees, industry: null, sizeBand: null }, account: { name: null, owner: account }, fit: { verdict, points: 0 },
});
const given = (id: string): Owner => (id in config.reps ? { kind: 'rep', rep: id, name: config.reps[id]!.name } : { kind: 'queue', queue: id, label: config.queues[id]!.label, human: 'somebody' });
const now = Date.parse('2026-11-22T09:31:04Z');
const propose = (owner: string, then: RuleInput, later: RuleInput, { exclude = [], desk = EMPTY_DESK }: { exclude?: string[]; desk?: typeof EMPTY_DESK } = {}) =>
  proposeMove({ owner: given(owner), then, now: later, exclude }, compiled, { kind: 'assignment', version: 1, hash: 'test' }, desk, now);

describe('proposing a move', () => {
  it('names the rule, where it leads, and whose turn it would be', () => {
    expect(propose('ana', input('US'), input('US', { employees: 3_100 }))).toEqual({
      rule: 'enterprise', label: '2,000 people or more', to: 'Enterprise', rep: 'grace', queue: null, sentence: 'The rule "2,000 people or more" would now give it to Enterprise.',
    });
  });

  it.each<[string, ReturnType<typeof propose>, unknown]>([
    ['to the queue of what turned out to be no fit', propose('nora', input('GB'), input('GB', { verdict: 'not_fit' })), ['Not a fit', 'The rule "Not a fit" would now put it into "Not a fit".']],
    ['out of a queue', propose('desk', input(null), input('US')), ['North America', 'The rule "US" would now give it to North America.']],
    ['to the owner of the account', propose('ana', input('US'), input('US', { account: 'grace' })), ['Grace', 'The rule "Existing account" would now give it to Grace.']],
    ['within a pool, to those who speak the language', propose('nora', input('GB'), input('DE')), ['EMEA', 'The rule "German-speaking" would now give it to EMEA.']],
    ['whatever the caps of today', propose('ana', input('US'), input('US', { employees: 3_100 }), { desk: { pools: {}, load: { grace: { day: '2026-11-22', count: 1 } } } }), ['Enterprise', expect.any(String)]],
  ])('leads %s', (_, proposal, expected) => {
    expect(proposal && [proposal.to, proposal.sentence]).toEqual(expected);
  });

  it.each<[string, ReturnType<typeof propose>]>([
    ['nothing new is known', propose('ana', input('US'), input('US'))],
    ['the same pool takes it, though the turn would be another\'s', propose('marcus', input('US'), input('US', { employees: 40 }))],
    ['another rule leads to the same reps', propose('jonas', input('GB'), input('DE'))],
    ['the owner is in the pool already', propose('grace', input('US'), input('US', { employees: 3_100 }))],
    ['a person gave it away on the same facts', propose('nora', input('US', { employees: 3_100 }), input('US', { employees: 3_100 }))],
    ['the account\'s owner cannot take it', propose('ana', input('US'), input('US', { account: 'lars' }))],
    ['no rule matches any more', propose('ana', input('US'), input(null))],
    ['those it would go to gave it back', propose('ana', input('US'), input('US', { employees: 3_100 }), { exclude: ['grace'] })],
    ['it is in that queue', propose('not-a-fit', input('GB'), input('GB', { verdict: 'not_fit' }))],
  ])('stays silent where %s', (_, proposal) => {
    expect(proposal).toBeNull();
  });
});
