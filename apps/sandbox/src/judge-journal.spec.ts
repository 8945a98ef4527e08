import { describe, expect, it } from '@jest/globals';
import type { Happening, JournalEntry, SentSubmission } from './journal.js';
import { judgeJournal } from './judge-journal.js';

const entries = (...happenings: Happening[]): JournalEntry[] => happenings.map((happening, index) => ({ n: index + 1, at: '2026-11-22T09:30:00.000Z', ...happening }));
const sent = (submission: Partial<SentSubmission> = {}, status: number | null = 200): Happening => ({
  kind: 'call-sent', call: 'c1', connection: 'website-demo-form', attempt: 1, bytes: 100, status, error: null, ms: 3,
  submissions: [{ id: 's1', end: 'lead', mode: 'live', email: 'Tessa@pelhamrye.example', fullName: 'Tessa Moorcroft', objectId: null, cast: null, ...submission }],
});
const created: Happening = { crm: 'HubSpot', kind: 'contact-created', objectId: '901', email: 'tessa@pelhamrye.example', leadId: '01JTESSA', properties: [] };
const owner: Happening = { crm: 'HubSpot', kind: 'owner-set', objectId: '901', owner: '7005' };
const facts: Happening = { crm: 'HubSpot', kind: 'facts-written', objectId: '901', values: { leadwright_fit: 'Good fit' } };
const task: Happening = { crm: 'HubSpot', kind: 'task-created', taskId: '77', objectId: '901', subject: 'Send e-mail: Logs', body: 'Hi<br><br>Leadwright 01JAPPROVAL', owner: '7005' };
const note: Happening = { crm: 'HubSpot', kind: 'note-created', noteId: '78', objectId: '901', body: 'Yours because: Rest of EMEA.<br><br>Leadwright 01JEFFECT' };
const notice: Happening = { kind: 'slack-posted', text: '<@@nora> New lead for you: Tessa Moorcroft, Operations Director. <http://localhost:3000/leads/01JTESSA|Open>' };
const escalation: Happening = { kind: 'slack-posted', text: '<@@ruth> No answer yet: Tessa Moorcroft. <http://localhost:3000/leads/01JTESSA|Open> · HubSpot 901' };
const whole = [sent(), created, owner, facts, note, notice, task, escalation];
const without = (one: Happening): Happening[] => whole.filter((happening) => happening !== one);

const codes = (...happenings: Happening[]) => {
  const { lost, doubled } = judgeJournal(entries(...happenings));
  return { lost: lost.map(({ code }) => code), doubled: doubled.map(({ code }) => code) };
};

describe('judgeJournal', () => {
  it('finds nothing where everybody was brought to the end, once', () => {
    expect(judgeJournal(entries(...whole))).toEqual({ lost: [], doubled: [] });
  });

  it.each<[string, Happening[], string[]]>([
    ['the CRM never got the person', [sent()], ['no-contact']],
    ['the contact never got its fit', without(facts), ['no-fit']],
    ['the contact got only other facts', [...without(facts), { ...facts, values: { leadwright_industry: 'cold-storage' } }], ['no-fit']],
    ['the rep was told, but the CRM does not know it', without(owner), ['no-owner']],
    ['a repeat was accepted whose first call never was', [sent({}, null), sent({ id: 's2', end: 'merged' })], ['no-contact']],
  ])('calls it lost when %s', (_, happenings, lost) => {
    expect(codes(...happenings)).toEqual({ lost, doubled: [] });
  });

  it.each<[string, Happening[]]>([
    ['was refused by the CRM in its words', [...without(owner), { crm: 'HubSpot', kind: 'owner-refused', objectId: '901', owner: '7005', said: 'Owner 7005 is deactivated' }]],
    ['was never accepted', [sent({}, null), sent({}, 503)]],
    ['waits for a person', [sent({ end: 'attention' })]],
    ['was ignored, refused or only observed', [sent({ end: 'ignored' }), sent({ end: 'refused', email: 'b@x.example' }, 401), sent({ mode: 'observe', email: 'c@x.example' })]],
    ['was in the CRM before', [{ crm: 'HubSpot', kind: 'contact-seeded', objectId: '901', email: 'tessa@pelhamrye.example' }, ...without(created)]],
  ])('does not call it lost when somebody %s', (_, happenings) => {
    expect(codes(...happenings)).toEqual({ lost: [], doubled: [] });
  });

  it.each<[string, Happening[], string]>([
    ['a person is in the CRM twice', [{ ...created, objectId: '902', leadId: null }], 'two-contacts'],
    ['one person became two leads', [{ crm: 'HubSpot', kind: 'contact-adopted', objectId: '901', email: 'tessa@pelhamrye.example', leadId: '01JOTHER' }], 'two-leads'],
    ['Slack speaks of one contact as two leads', [{ kind: 'slack-posted', text: 'New lead for you: T. <http://localhost:3000/leads/01JOTHER|Open> · HubSpot 901' }], 'two-leads'],
    ['one lead became two contacts', [{ ...created, objectId: '902', email: 'tessa@home.example' }], 'two-objects'],
    ['the same owner was set again', [owner], 'owner-twice'],
    ['the same facts were written again', [facts], 'facts-twice'],
    ['a task was made again', [{ ...task, taskId: '78' }], 'task-twice'],
    ['a contact got a second note, in other words', [{ ...note, noteId: '79', body: 'Leadwright 01JOTHER' }], 'note-twice'],
    ['a rep was told again, in other words', [{ kind: 'slack-posted', text: 'New lead for you: Tessa. Good fit. <http://localhost:3000/leads/01JTESSA|Open> · HubSpot 901' }], 'notice-twice'],
  ])('calls it doubled when %s', (_, more, code) => {
    expect(codes(...whole, ...more)).toEqual({ lost: [], doubled: [code] });
  });

  it('takes news for no repetition: another owner, other facts, a second task, a notice of another kind', () => {
    const more: Happening[] = [
      { ...owner, owner: '7006' }, { ...facts, values: { leadwright_fit: 'Not a fit' } }, { ...task, taskId: '78', body: 'Leadwright 01JSECOND' }, owner, facts,
      { crm: 'HubSpot', kind: 'contact-adopted', objectId: '901', email: 'tessa@pelhamrye.example', leadId: '01JTESSA' },
    ];
    expect(codes(...whole, ...more)).toEqual({ lost: [], doubled: [] });
  });

  it.each<[string, Partial<SentSubmission>, number]>([['ignored', { end: 'ignored' }, 200], ['refused', { end: 'refused' }, 401], ['only observed', { mode: 'observe' }, 200]])('finds what was written or said for somebody who was %s', (_, submission, status) => {
    const seeded: Happening = { crm: 'HubSpot', kind: 'contact-seeded', objectId: '901', email: 'tessa@pelhamrye.example' };
    expect(codes(sent(submission, status), seeded)).toEqual({ lost: [], doubled: [] });
    expect(codes(sent(submission, status), seeded, facts).doubled).toEqual(['written']);
    expect(codes(sent(submission, status), created).doubled).toEqual(['written']);
    expect(codes(sent(submission, status), notice).doubled).toEqual(['told']);
    expect(codes(sent(submission, status), { kind: 'slack-posted', text: '<@@nora> New lead for you: Tessa Moorcroft-Hale. <http://localhost:3000/leads/01JOTHER|Open>' }).doubled).toEqual([]);
  });

  it('takes a person in two CRMs for one in each, and finds the second in either', () => {
    const salesforce: Happening = { ...created, crm: 'Salesforce', objectId: '00Q01' };
    const told: Happening = { kind: 'slack-posted', text: 'No answer yet: T. <http://localhost:3000/leads/01JTESSA|Open> · Salesforce 00Q01' };
    expect(codes(...without(escalation), salesforce, { ...note, crm: 'Salesforce', objectId: '00Q01' }, told)).toEqual({ lost: [], doubled: [] });
    expect(codes(...whole, salesforce, { ...salesforce, objectId: '00Q02' }).doubled).toEqual(['two-contacts', 'two-objects']);
  });

  it('says in words what it found and where', () => {
    const { lost, doubled } = judgeJournal(entries(...whole, owner, sent({ id: 's9', email: 'ida@corvane.example' })));
    expect(lost[0]).toEqual({ code: 'no-contact', about: 's9', sentence: 'Submission s9 (ida@corvane.example) was accepted, but the CRM never got the person.' });
    expect(doubled[0]!.sentence).toBe('HubSpot 901 got owner once more, unchanged (entry 9).');
  });
});
