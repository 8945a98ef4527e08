import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignmentConfig, type ConfigRef } from '#contracts';
import { certificate, checkAssignment, compileRules, decideAssignment, decideByHand, EMPTY_DESK, EMPTY_POOL, explainDecision, recomputeDecision, takeTurn, TURN, type DecisionRecord, type Desk, type RuleInput } from './index.js';

const rep = (more: object = {}) => ({ name: 'Somebody', email: 'somebody@rimewell.example', zone: 'Europe/Dublin', languages: ['en'], cap: { day: 20 }, ...more });
const document = {
  reps: {
    ana: rep({ name: 'Ana Castellan' }), nora: rep({ name: 'Nora Byrne-Quill', pronoun: 'her' }), jonas: rep({ name: 'Jonas Achterfeld', languages: ['de', 'en'] }),
    sofia: rep({ name: 'Sofia Marchelli', languages: ['de', 'fr'], cap: { day: 2 } }), grace: rep({ name: 'Grace Okonjo' }), lars: rep({ name: 'Lars Ekendahl', active: false, left: '2026-09-30' }),
  },
  pools: { emea: { label: 'EMEA', members: { nora: 1, jonas: 1, sofia: 1 } }, na: { label: 'North America', members: { ana: 1 } } },
  queues: { desk: { label: 'Lead desk', owner: 'kemal@rimewell.example' }, 'not-a-fit': { label: 'Not a fit', owner: 'ruth@rimewell.example' } },
  rules: [
    { id: 'account-owner', label: 'Existing account', when: 'account.owner != null', assign: { owner: 'account.owner' } },
    { id: 'not-a-fit', label: 'Not a fit', when: 'fit.verdict == "not_fit"', assign: { queue: 'not-a-fit' } },
    { id: 'enterprise', label: '2,000 people or more', when: 'company.employees >= 2000', assign: { rep: 'grace' } },
    { id: 'german', label: 'German-speaking', when: 'company.country in ["DE","AT","CH"]', assign: { pool: 'emea', language: 'de' } },
    { id: 'emea', label: 'Rest of EMEA', when: 'company.country in ["GB","IE"]', assign: { pool: 'emea' } },
    { id: 'na', label: 'US and Canada', when: 'company.country in ["US","CA"]', assign: { pool: 'na' } },
  ],
  otherwise: { queue: 'desk' },
};
const config = assignmentConfig.parse(document);
const { compiled } = compileRules(config);
const ref: ConfigRef = { kind: 'assignment', version: 12, hash: 'test' };
const now = Date.parse('2026-11-22T09:31:04Z');
const input = (country: string | null, more: { employees?: number | null; accountOwner?: string; verdict?: string } = {}): RuleInput => ({
  lead: { connection: 'website-demo-form', country, title: null, seniority: null, department: null, messageClass: null, openLeadOwner: null },
  company: { name: 'Pelham & Rye Foods', domain: 'pelhamrye.example', country, employees: more.employees ?? null, industry: null, sizeBand: null },
  account: { name: null, owner: more.accountOwner ?? null },
  fit: { verdict: more.verdict ?? 'fit', points: 75 },
});
const decide = (request: RuleInput, desk: Desk = EMPTY_DESK, exclude: string[] = []) => decideAssignment({ input: request, exclude }, compiled, ref, desk, now);
const ownerOf = ({ owner }: DecisionRecord): string => (owner.kind === 'rep' ? owner.rep : owner.queue);

describe('deciding who gets a lead', () => {
  it.each([
    ['the account owner before any pool', input('GB', { accountOwner: 'grace' }), 'grace', 'account-owner'],
    ['the pool when the account owner has left', input('GB', { accountOwner: 'lars' }), 'nora', 'emea'],
    ['the queue of a lead that is not a fit', input('GB', { verdict: 'not_fit' }), 'not-a-fit', 'not-a-fit'],
    ['the rep named for large companies', input('GB', { employees: 3100 }), 'grace', 'enterprise'],
    ['the next rule when the size is not known', input('GB'), 'nora', 'emea'],
    ['somebody who speaks German', input('DE'), 'jonas', 'german'],
    ['the pool of the country', input('US'), 'ana', 'na'],
    ['the desk when the country is not known', input(null), 'desk', 'otherwise'],
    ['the desk when no rule knows the country', input('JP'), 'desk', 'otherwise'],
  ])('gives it to %s', (_, request, owner, rule) => {
    const { record } = decide(request);
    expect({ owner: ownerOf(record), rule: record.rule.id }).toEqual({ owner, rule });
  });

  it('says why a rule that matched was passed over', () => {
    const { record } = decide(input('GB', { accountOwner: 'lars' }));
    expect(record.rules[0]).toMatchObject({ id: 'account-owner', outcome: 'not_available', blockedBy: [{ rep: 'lars', reason: { code: 'left', on: '2026-09-30' } }] });
  });

  it('gives nobody more than the cap of the day, and the day is the rep\'s own', () => {
    let desk = EMPTY_DESK;
    const owners: string[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const decided = decide(input('CH'), desk);
      desk = decided.desk;
      owners.push(ownerOf(decided.record));
    }
    expect(owners.filter((owner) => owner === 'sofia')).toHaveLength(2);
    expect(owners.filter((owner) => owner === 'jonas')).toHaveLength(6);
    const first = decideAssignment({ input: input('CH') }, compiled, ref, desk, now + 86_400_000);
    const second = decideAssignment({ input: input('CH') }, compiled, ref, first.desk, now + 86_400_000);
    expect([ownerOf(first.record), ownerOf(second.record)].sort()).toEqual(['jonas', 'sofia']);
  });

  it('does not give a lead back to who gave it back', () => {
    expect(ownerOf(decide(input('DE'), EMPTY_DESK, ['jonas']).record)).toBe('sofia');
    expect(ownerOf(decide(input('DE'), EMPTY_DESK, ['jonas', 'sofia']).record)).toBe('desk');
  });

  it('lets a person give it to whoever can take leads, at no turn and past a cap', () => {
    const byHand = (rep: string) => decideByHand({ input: input('GB'), to: { rep }, because: 'Ruth gave it to you: she knows them' }, config, ref, now);
    const decided = byHand('sofia');
    if (decided.outcome !== 'decided') throw new Error('refused');
    expect(decided.record).toMatchObject({ owner: { rep: 'sofia' }, pool: null, load: {} });
    expect(explainDecision(decided.record, config)).toEqual({ sentence: 'Yours because Ruth gave it to you: she knows them.', short: 'By hand', earlierRules: [], pool: null, others: [] });
    expect(byHand('lars')).toEqual({ outcome: 'refused', reason: { code: 'left', on: '2026-09-30' } });
    expect(byHand('nobody')).toEqual({ outcome: 'refused', reason: { code: 'unknown' } });
  });

  it('computes every decision again from its record alone', () => {
    const anyInput = fc.record({ country: fc.constantFrom('GB', 'DE', 'US', 'JP', null), employees: fc.constantFrom(null, 50, 5000), verdict: fc.constantFrom('fit', 'not_fit'), accountOwner: fc.constantFrom('grace', 'lars', 'sofia', undefined) });
    fc.assert(fc.property(fc.array(anyInput, { maxLength: 60 }), (inputs) => {
      let desk = EMPTY_DESK;
      for (const { country, ...more } of inputs) {
        const { record, desk: after } = decide(input(country, { employees: more.employees, verdict: more.verdict, ...(more.accountOwner ? { accountOwner: more.accountOwner } : {}) }), desk);
        desk = after;
        const stored = JSON.parse(JSON.stringify(record)) as DecisionRecord;
        expect(JSON.stringify(recomputeDecision(stored, compiled))).toBe(JSON.stringify(stored));
      }
    }), { numRuns: 30 });
  });

  it('explains itself to the owner', () => {
    let desk = EMPTY_DESK;
    for (const country of ['CH', 'CH', 'CH', 'CH']) desk = decide(input(country), desk).desk;
    const { record } = decide({ ...input('GB'), from: { 'company.country': 'from the form' } }, desk);
    const explained = explainDecision(record, config);
    expect(explained.sentence).toBe('Yours because the rule "Rest of EMEA" matched (country GB, from the form) and it was your turn.');
    expect(explained.short).toBe('Rest of EMEA, her turn');
    expect(explained.earlierRules).toEqual([
      { id: 'account-owner', label: 'Existing account', why: 'none' }, { id: 'not-a-fit', label: 'Not a fit', why: 'fit' },
      { id: 'enterprise', label: '2,000 people or more', why: 'not known' }, { id: 'german', label: 'German-speaking', why: 'GB' },
    ]);
    expect(explained.others).toEqual([{ rep: 'jonas', name: 'Jonas Achterfeld', why: 'was level; the turn came to another first' }, { rep: 'sofia', name: 'Sofia Marchelli', why: 'at the cap of 2 today' }]);
  });
});

describe('the rotation', () => {
  const weights = fc.array(fc.constantFrom(0.5, 1, 1, 2, 3, 0.25), { minLength: 1, maxLength: 12 });

  it('keeps everybody within less than one lead of the fair share at every turn, while members and weights stay the same', () => {
    fc.assert(fc.property(weights, fc.integer({ min: 1, max: 300 }), (list, turns) => {
      const contenders = list.map((weight, index) => ({ rep: `r${index}`, weight }));
      const total = list.reduce((sum, weight) => sum + weight, 0);
      let state = EMPTY_POOL;
      for (let turn = 1; turn <= turns; turn += 1) {
        state = takeTurn(state, contenders)!.state;
        for (const { rep: id, weight } of contenders) expect(Math.abs(state.members[id]!.count - (weight / total) * turn)).toBeLessThan(1);
      }
    }), { numRuns: 300 });
  });

  it('hands out whole turns only: shares sum to the turns taken, whoever was there', () => {
    fc.assert(fc.property(fc.array(fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }), { minLength: 1, maxLength: 60 }), (presence) => {
      let state = EMPTY_POOL;
      for (const present of presence) state = takeTurn(state, present.map((id) => ({ rep: id, weight: 1 })))!.state;
      const members = Object.values(state.members);
      expect(members.reduce((sum, { share }) => sum + share, 0)).toBe(presence.length * TURN);
      expect(members.reduce((sum, { count }) => sum + count, 0)).toBe(presence.length);
      for (const { share, count } of members) expect(Math.abs(count - share / TURN)).toBeLessThanOrEqual(2);
    }), { numRuns: 500 });
  });

  it('has nobody to give a turn to when nobody has a weight', () => {
    expect(takeTurn(EMPTY_POOL, [])).toBeNull();
    expect(takeTurn(EMPTY_POOL, [{ rep: 'a', weight: 0 }])).toBeNull();
  });
});

describe('the fairness check', () => {
  const run = (countries: string[]) => {
    let desk = EMPTY_DESK;
    return countries.map((country) => {
      const decided = decide(input(country), desk);
      desk = decided.desk;
      return decided.record;
    });
  };

  it('finds that nobody was a full lead ahead or behind', () => {
    const { holds, largestGap, periods, sentence } = certificate('emea', run(['GB', 'IE', 'GB', 'GB', 'IE']));
    expect({ holds, periods: periods.length }).toEqual({ holds: true, periods: 1 });
    expect(largestGap).toBeLessThan(1);
    expect(sentence).toMatch(/^Nobody was ever a full lead ahead or behind\. Largest gap 0\.\d\d\.$/);
  });

  it('bounds what is carried over where who could take leads changed, and finds who was given more than that', () => {
    const mixed = Array.from({ length: 200 }, (_, turn) => (turn % 7 < 3 ? 'DE' : 'GB'));
    const fair = run(mixed);
    expect(certificate('emea', fair)).toMatchObject({ holds: true, turns: fair.filter(({ pool }) => pool).length });
    expect(certificate('emea', fair).periods.length).toBeGreaterThan(10);
    const favoured = fair.map((record, turn): DecisionRecord => (turn % 8 === 0 && record.owner.kind === 'rep' ? { ...record, owner: { kind: 'rep', rep: 'jonas', name: 'Jonas' } } : record));
    expect(certificate('emea', favoured)).toMatchObject({ holds: false, sentence: expect.stringContaining('the promise did not hold') });
  });

  it('names who was away in a period, and whose turns were passed over meanwhile', () => {
    const { periods, passedOver } = certificate('emea', run(['GB', 'GB', 'GB', 'DE', 'DE', 'GB', 'GB', 'GB']));
    expect(periods.map(({ turns, away }) => [turns, away])).toEqual([
      [3, []],
      [2, [{ rep: 'nora', out: { code: 'language', language: 'de' } }]],
      [3, [{ rep: 'sofia', out: { code: 'at_cap', cap: 2 } }]],
    ]);
    expect(passedOver).toEqual({ nora: 1, sofia: 1 });
  });

  it('finds out when leads were given past the rotation', () => {
    const records = run(['GB', 'GB', 'GB', 'GB']).map((record): DecisionRecord => ({ ...record, owner: { kind: 'rep', rep: 'nora', name: 'Nora' } }));
    expect(certificate('emea', records)).toMatchObject({ holds: false, sentence: 'The largest gap was 2.67: the promise did not hold.' });
  });
});

describe('checking a document', () => {
  const findings = (change: (copy: typeof document) => void) => {
    const copy = structuredClone(document);
    change(copy);
    return checkAssignment(assignmentConfig.parse(copy)).map(({ path, message, remedy, excerpt }) => ({ path: path.join('.'), message, remedy, ...(excerpt ? { under: excerpt.text.slice(excerpt.from, excerpt.to) } : {}) }));
  };

  it('finds nothing wrong with a good one', () => {
    expect(findings(() => undefined)).toEqual([]);
  });

  it.each([
    ['two parts of which either may hold', 'company.country == "GB" || company.employees >= 10'],
    ['a value that no earlier rule takes', 'company.country in ["GB", "NO"]'],
    ['the opposite', '!(company.country in ["GB"])'],
    ['a smaller number than a rule for one rep asks for', 'company.employees >= 3000'],
  ])('lets a rule stand that asks for %s', (_, when) => {
    expect(findings((copy) => { copy.rules.push({ id: 'more', label: 'More', when, assign: { pool: 'na' } as never }); })).toEqual([]);
  });

  it.each(['ruth.abernathy@rimewell.example', 'nora'])('takes %s as the manager', (manager) => {
    expect(findings((copy) => { Object.assign(copy, { manager }); })).toEqual([]);
  });

  it.each([
    ['an unknown field', (c: typeof document) => { c.rules[5]!.when = 'company.contry in ["US", "CA"]'; }, { path: 'rules.5.when', message: 'unknown field company.contry', remedy: 'Did you mean company.country?', under: 'company.contry' }],
    ['a condition that cannot be read', (c: typeof document) => { c.rules[1]!.when = 'fit.verdict =='; }, { path: 'rules.1.when', message: 'Unexpected token: EOF' }],
    ['a member who left', (c: typeof document) => { Object.assign(c.pools.emea.members, { lars: 1 }); }, { path: 'pools.emea.members.lars', message: 'member "lars" left on 2026-09-30', remedy: 'Remove them, or set active: true and take "left" away.' }],
    ['a pool that does not exist', (c: typeof document) => { c.rules[4]!.assign = { pool: 'emeaa' } as never; }, { path: 'rules.4.assign.pool', message: 'unknown pool "emeaa"', remedy: 'Did you mean emea?' }],
    ['a queue that does not exist', (c: typeof document) => { c.otherwise.queue = 'dusk'; }, { path: 'otherwise.queue', message: 'unknown queue "dusk"', remedy: 'Did you mean desk?' }],
    ['a rule that no lead reaches', (c: typeof document) => { c.rules.push({ id: 'uk', label: 'UK', when: 'company.country in ["GB"]', assign: { pool: 'na' } as never }); }, { path: 'rules.6', message: expect.stringContaining('never reached. "emea" already takes every GB lead') as never, remedy: 'Move "uk" above "emea" or delete it.' }],
    ['one that asks for more of what is taken', (c: typeof document) => { c.rules.push({ id: 'uk', label: 'UK', when: 'company.country == "GB" && lead.department != null', assign: { pool: 'na' } as never }); }, { path: 'rules.6', message: 'never reached. "emea" already takes every GB lead, for example a company in GB with 620 people' }],
    ['one that asks for a larger number', (c: typeof document) => { c.rules[2]!.assign = { pool: 'na' } as never; c.rules.push({ id: 'huge', label: 'Huge', when: 'company.employees != null && company.employees >= 5000', assign: { pool: 'na' } as never }); }, { path: 'rules.6', message: expect.stringContaining('"enterprise" already takes every lead with company.employees >= 5000') as never, remedy: 'Move "huge" above "enterprise" or delete it.' }],
    ['a manager who is nobody', (c: typeof document) => { Object.assign(c, { manager: 'norra' }); }, { path: 'manager', message: '"norra" is neither an e-mail address nor a rep', remedy: 'Did you mean nora? Or write an address: manager: ruth@example.com' }],
    ['a pool without anybody', (c: typeof document) => { c.pools.na.members = {} as never; }, { path: 'pools.na.members', message: 'nobody in it can take a lead' }],
  ])('finds %s', (_, change, expected) => {
    expect(findings(change)).toEqual([expect.objectContaining(expected)]);
  });
});
