import { describe, expect, it } from '@jest/globals';
import type { JournalEntry, SentSubmission } from '../../../../sandbox/src/journal.js';
import { reportOf, type RunFacts } from '../report.js';
import { allInvariants, judgeWorld } from './all-invariants.js';
import type { DecisionRow, EffectRow, TopicRecord, World } from './world.js';

const submission = (n: number, end: SentSubmission['end'] = 'lead'): SentSubmission => ({ id: `s${n}`, end, mode: 'live', email: `person${n}@larkmoor.example`, fullName: `Person ${n}`, objectId: null, cast: null });
const sent = (status: number | null, ...submissions: SentSubmission[]): JournalEntry =>
  ({ n: 1, at: '2026-11-22T09:30:00.000Z', kind: 'call-sent', call: 'c', connection: 'website-demo-form', attempt: 1, bytes: 1, status, error: null, ms: 1, submissions });
const PRODUCER: Record<string, string> = { 'lead.captured': 'intake', 'lead.assigned': 'assignment', 'outreach.approved': 'console', 'message.dead-lettered': 'delivery' };
const event = (topic: string, id: string, leadId: string, data: object, sequence = 1): TopicRecord =>
  ({ topic: `${topic}.v1`, key: leadId, poison: null, event: { id, type: topic, producer: PRODUCER[topic]!, leadId, sequence, data } });

const nora = { kind: 'rep', rep: 'nora', name: 'Nora' };
const turn = (turns: number) => ({ turns, members: { nora: { count: turns } } });
const decision = (n: number): DecisionRow => ({
  lead_id: `l${n}`, epoch: 1, decision_id: `d${n}`, pool: 'emea', record: { owner: nora, pool: { id: 'emea', before: turn(n - 1), after: turn(n), candidates: [{ rep: 'nora', weight: 1, out: null }] } },
});
const notice = (n: number): EffectRow => ({ id: `e${n}`, kind: 'notice.slack', target: 'slack', subject: `l${n}`, occasion: 'epoch:1', state: 'done', attempts: 1, may_have_repeated: 0, content: {} });
const posted = (n: number): JournalEntry => ({ n: 9, at: '2026-11-22T09:31:00.000Z', kind: 'slack-posted', text: `New lead for you: Person ${n} <http://x/leads/l${n}|Open>` });
/** Their contact in the CRM, with owner and fit. */
const written = (n: number): JournalEntry[] => [
  { n: 3, at: '', crm: 'HubSpot', kind: 'contact-created', objectId: `90${n}`, email: `person${n}@larkmoor.example`, leadId: `l${n}`, properties: [] },
  { n: 4, at: '', crm: 'HubSpot', kind: 'owner-set', objectId: `90${n}`, owner: 'nora' },
  { n: 5, at: '', crm: 'HubSpot', kind: 'facts-written', objectId: `90${n}`, values: { leadwright_fit: 'fit' } },
];
const APPS = ['intake', 'enrichment', 'research', 'assignment', 'delivery', 'console'];
const two = [1, 2];

/** Two people, each a lead with an owner; one dead letter; nothing left to do. */
const well: World = {
  journal: [sent(200, submission(1)), sent(null, submission(2)), sent(200, submission(2)), sent(401, submission(3, 'refused')), ...two.flatMap(written), posted(1), posted(2)],
  records: [
    ...two.map((n) => event('lead.captured', `captured${n}`, `l${n}`, { submissionId: `s${n}` }, n)),
    ...two.map((n) => event('lead.assigned', `assigned${n}`, `l${n}`, { decisionId: `d${n}`, owner: nora }, n)),
    event('outreach.approved', 'approved', 'l1', { approvalId: 'a1', approvedBy: 'ruth', content: { data: { subject: 'Logs' } } }),
    event('message.dead-lettered', 'dead', 'l2', { deadLetterId: 'x1' }),
  ],
  submissions: two.map((n) => ({ id: `s${n}`, outcome: 'lead', lead_id: `l${n}`, rule: null })),
  leads: two.map((n) => ({ lead_id: `l${n}`, email: `Person${n}@larkmoor.example` })),
  assigned: two.map((n) => ({ lead_id: `l${n}`, status: 'assigned', epoch: 1, owner: nora })),
  decisions: two.map(decision), effects: two.map(notice),
  calls: [{ id: 'p1', lead_id: 'l1', provider: 'rimedata', day: '2026-11-22', state: 'settled', reserved_micro: 20_000, charged_micro: 20_000 }],
  spend: ['lead|l1', 'provider-day|rimedata|2026-11-22', 'day|2026-11-22'].map((scope) => ({ scope, held_micro: 20_000 })),
  ceilings: { lead: 300_000, providerDay: 25_000_000, day: 50_000_000 },
  runLines: [{ run_id: 'r', seq: 0, prev_hash: '', hash: 'a' }, { run_id: 'r', seq: 1, prev_hash: 'a', hash: 'b' }],
  drafts: [{ id: 'draft', state: 'approved', approval_id: 'a1', decided_by: 'ruth' }],
  attention: new Map([['x1', 'open'], ['x2', 'open']]), shown: new Map(two.map((n) => [`l${n}`, { kind: 'rep', id: 'nora' }])),
  deadLetters: [{ app: 'delivery', id: 'x1', kind: 'effect', lead_id: 'l2', state: 'open', failure: { code: 'CRM.REFUSED' }, body: null, first_failed_at: 1 }],
  inbox: new Map(APPS.map((app) => [app, new Set(['captured1', 'captured2', 'assigned1', 'assigned2', 'approved', 'dead'])])), inboxRows: new Map(APPS.map((app) => [app, 6])),
  outbox: new Map(APPS.map((app) => [app, 0])), poison: [], open: [],
};
const brokenIn = (world: World): string[] => [...judgeWorld(world)].filter(([, { violated }]) => violated.length > 0).map(([id]) => id);
const change = <K extends keyof World>(key: K, value: World[K]): World => ({ ...well, [key]: value });
const without = (id: string): World => change('records', well.records.filter((record) => record.event.id !== id));

describe('the verdict of a run', () => {
  it('finds nothing where all is well', () => {
    expect(brokenIn(well)).toEqual([]);
  });

  const planted: readonly (readonly [what: string, world: World, id: string])[] = [
    ['an accepted person who is no lead', change('leads', well.leads.slice(1)), '1.accepted-stored'],
    ['a person who became two leads', change('leads', [...well.leads, { lead_id: 'l9', email: 'person1@larkmoor.example' }]), '1.accepted-stored'],
    ['a refused person who is a lead', change('leads', [...well.leads, { lead_id: 'l3', email: 'person3@larkmoor.example' }]), '1.accepted-stored'],
    ['a submission that was never told', without('captured1'), '2.one-end'],
    ['one that ended as nothing', change('submissions', well.submissions.map((row) => ({ ...row, outcome: 'pending' }))), '2.one-end'],
    ['sums that do not add up', change('submissions', well.submissions.slice(1)), '18.conservation'],
    ['a lead that was given away twice in one epoch', change('decisions', [...well.decisions, { ...decision(2), decision_id: 'd9' }]), '4.one-owner'],
    ['an owner whom console does not know of', change('shown', new Map([...well.shown, ['l2', { kind: 'rep', id: 'jonas' }]])), '4.one-owner'],
    ['an owner who could not take it', change('decisions', well.decisions.map((row) => ({ ...row, record: { ...row.record, pool: { ...row.record.pool, candidates: [{ rep: 'nora', weight: 1, out: { code: 'at_cap' } }] } } }))), '4.eligible'],
    ['a lead without an owner', change('assigned', well.assigned.slice(1)), '5.assigned-or-queued'],
    ['a turn that was taken twice', change('decisions', [decision(1), { ...decision(2), record: { ...decision(2).record, pool: decision(1).record.pool } }]), '6.rotation'],
    ['a decision that nobody heard of', without('assigned2'), '11.told'],
    ['an effect that was planned twice', change('effects', [...well.effects, { ...notice(1), id: 'e9' }]), '9.planned-once'],
    ['a notice that came twice, and nobody says so', change('journal', [...well.journal, posted(1)]), '9.effects-once'],
    ['a rep who was not told', change('effects', well.effects.slice(1)), '7.notices'],
    ['an approval that is not on record', change('drafts', []), '10.approved'],
    ['money above its ceiling', change('ceilings', { ...well.ceilings, lead: 10_000 }), '8.spend'],
    ['a call that was never settled', change('calls', well.calls.map((call) => ({ ...call, state: 'reserved' }))), '8.spend'],
    ['an answer that is not in the ledger', change('journal', [...well.journal, ...two.map((): JournalEntry => ({ n: 1, at: '', kind: 'provider-asked', host: 'rimedata.example', domain: 'x.example', status: 200 }))]), '8.spend'],
    ['an event that waits', change('outbox', new Map([['intake', 1]])), '11.outbox'],
    ['an event that an app skipped', change('inbox', new Map([...well.inbox, ['enrichment', new Set(['captured1'])]])), '12.heard-once'],
    ['one event with two contents', change('records', [...well.records, event('lead.captured', 'captured1', 'l1', { submissionId: 'other' })]), '14.sequence'],
    ['a run with two authors', change('runLines', [...well.runLines, { run_id: 'r', seq: 2, prev_hash: 'a', hash: 'c' }]), '15.fencing'],
    ['work that is left', change('open', ['3 tasks of delivery']), '19.rest'],
    ['a dead letter that console does not show', change('attention', new Map()), 'dead-letters.visible'],
    ['poison that was swallowed', change('poison', [{ what: 'tombstone', key: 'poison-tombstone-1', heardBy: ['console'] }]), 'dead-letters.poison'],
    ['a task that was given up', change('deadLetters', well.deadLetters.map((row) => ({ ...row, kind: 'task' }))), 'dead-letters.only-planned'],
  ];

  it.each(planted)('finds %s', (_, world, id) => {
    expect(brokenIn(world)).toContain(id);
  });

  it('has a break planted for every invariant', () => {
    expect(new Set(planted.map(([, , id]) => id))).toEqual(new Set(allInvariants.map(({ id }) => id)));
  });

  it('lets a notice repeat where its lead says so (G7)', () => {
    const owned = { ...well, journal: [...well.journal, posted(1)], effects: [{ ...notice(1), may_have_repeated: 1, attempts: 2 }, notice(2)] };
    expect(brokenIn(owned)).toEqual([]);
  });
});

describe('the report', () => {
  const facts: RunFacts = { seconds: 61.4, seed: '1', maxPerSecond: 8, perSecond: 2, faults: { 'kill-apps': 6 }, failpoints: {}, skipped: {}, troubles: [], endedAlone: [], approved: 0 };
  const many: World = change('journal', [...well.journal, sent(200, ...Array.from({ length: 60 }, (_, n) => ({ ...submission(n + 10, 'ignored'), email: null }))), sent(503, submission(99))]);

  it('counts a submission once, by the best answer it got', () => {
    expect(reportOf(many, judgeWorld(many), facts, [])).toMatchObject({ seconds: 61, attempted: 64, accepted: 62, refused: 1, errored: 1, leads: 2, lost: 0, doubleAssigned: 0, effectsDoubled: 0, deadLetters: 1 });
  });

  it('does not pass when too little was accepted, or a fault did not happen', () => {
    const { problems } = reportOf(well, judgeWorld(well), facts, ['kill-apps', 'poison']);
    expect(problems).toEqual(['Only 2 submissions were accepted; below 60 a run proves nothing.', 'The fault poison never happened.']);
  });

  it('does not pass when everything failed', () => {
    const nothing: World = { ...well, journal: [sent(null, submission(1)), sent(503, submission(2))], submissions: [], leads: [], assigned: [], decisions: [], effects: [], records: [], deadLetters: [], calls: [], spend: [] };
    const { problems, accepted, errored } = reportOf(nothing, judgeWorld(nothing), facts, ['kill-apps']);
    expect({ accepted, errored }).toEqual({ accepted: 0, errored: 2 });
    expect(problems.join('\n')).toMatch(/Only 0 submissions[^]*1\.accepted-stored had nothing to look at/);
  });

  it('names every violation', () => {
    const world = { ...change('leads', well.leads.slice(1)) };
    expect(reportOf(world, judgeWorld(world), facts, []).problems.join('\n')).toMatch(/person1@larkmoor\.example was accepted and is 0 leads/);
  });
});
