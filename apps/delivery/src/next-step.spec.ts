import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { assignmentConfig, canonicalDraft, connectionsConfig, type ConnectionsConfig, type DraftContent } from '#contracts';
import { aCompany, aLead } from '#testing';
import { unknownLead, type DeliveryLead } from './delivery-lead.js';
import type { Approval, Effect, EffectContent } from './effect.js';
import { nextStep } from './next-step.js';
import type { StepInputs } from './step.js';

const file = (name: string): any => parse(readFileSync(`config/${name}.yaml`, 'utf8'));
const connections = connectionsConfig.parse(file('connections'));
const assignment = assignmentConfig.parse(file('assignment'));
const now = Date.parse('2026-11-22T09:31:00Z');
const changed = (change: (raw: any) => void): ConnectionsConfig => {
  const raw = file('connections');
  change(raw);
  return connectionsConfig.parse(raw);
};

const withMail = changed((raw) => { raw.notify.mail = { from: 'leads@rimewell.example' }; });

const known: DeliveryLead = { ...unknownLead('tessa'), snapshot: aLead(), company: aCompany(), crm: [{ connection: 'hubspot-main', system: 'hubspot', objectType: 'contacts', objectId: '77' }], written: { 'hubspot-main': { leadwright_fit: 'Good fit' } } };
const nowhere: DeliveryLead = { ...known, crm: [] };
const draft: DraftContent = { to: 'tessa@pelhamrye.example', subject: 'Logs', sentences: [{ text: 'Hi Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }], footer: 'Nora' };
const approval: Approval = { approvalId: 'A1', draftId: 'd1', content: draft, contentHash: createHash('sha256').update(canonicalDraft(draft)).digest('hex'), approvedBy: 'nora', expiresAt: now + 1 };

const contents = {
  create: { kind: 'crm.create', lead: { leadId: 'tessa', email: 'tessa@pelhamrye.example', firstName: null, lastName: null, phone: null, title: null, company: null, website: null, country: null } },
  keyless: { kind: 'crm.create', lead: { leadId: 'tessa', email: null, firstName: null, lastName: null, phone: '+44 20 7946 0000', title: null, company: null, website: null, country: null } },
  owner: { kind: 'crm.owner', rep: 'nora', name: 'Nora Byrne-Quill' },
  facts: { kind: 'crm.facts', values: { leadwright_fit: 'Not a fit' } },
  note: { kind: 'crm.note', text: 'Known.' },
  task: { kind: 'crm.task', approval, rep: 'nora' },
  notice: { kind: 'notice.slack', to: 'Nora Byrne-Quill', text: 'New lead for you' },
  mail: { kind: 'notice.mail', to: 'Nora Byrne-Quill', person: 'nora', subject: 'New lead', text: 'For you' },
} satisfies Record<string, EffectContent>;
const effect = (content: EffectContent, more: Partial<Effect> = {}): Effect => ({
  id: 'e1', kind: content.kind, target: content.kind === 'notice.slack' ? 'slack' : content.kind === 'notice.mail' ? 'mail' : 'hubspot-main', subject: 'tessa', occasion: 'epoch:1', rank: 1, content,
  state: 'planned', attempts: 0, tries: 0, uncertain: false, mayHaveRepeated: false, attemptedAt: null, cause: {} as Effect['cause'], ...more,
});
const tried: Partial<Effect> = { state: 'attempting', attempts: 1, tries: 1, uncertain: true, attemptedAt: now - 1_000 };
const step = (one: Effect, more: Partial<StepInputs> = {}) => nextStep({ effect: one, lead: known, newer: null, recipient: null, connections, assignment, outreach: null, unsubscribeUrl: (id) => `https://leads.rimewell.example/u/${id}`, now, ...more });

describe('what to do with an effect now', () => {
  it.each<[string, Effect, Partial<StepInputs>, object]>([
    ['writes an owner under the id that the CRM knows', effect(contents.owner), {}, { step: 'call', lookFirst: false, call: { to: 'crm', write: 'owner', objectId: '77', userId: '7005' } }],
    ['looks first where an earlier call may have arrived', effect(contents.owner, tried), {}, { step: 'call', lookFirst: true }],
    ['fills only empty facts, but renews its own', effect(contents.facts), {}, { step: 'call', call: { write: 'facts', facts: { policy: 'fill-if-empty', ours: { leadwright_fit: 'Good fit' } } } }],
    ['creates a lead that lives nowhere', effect(contents.create), { lead: nowhere }, { step: 'call', lookFirst: false, call: { write: 'lead' } }],
    ['creates none that lives there already', effect(contents.create), {}, { step: 'record', state: 'superseded', sentence: 'Not needed: it lives in HubSpot already (77).' }],
    ['looks at once for a lost create with an address', effect(contents.create, tried), { lead: nowhere }, { step: 'call', lookFirst: true }],
    ['waits before it looks for a lost create without one', effect(contents.keyless, tried), { lead: nowhere }, { step: 'later', dueAt: now + 9_000 }],
    ['looks for it when a search can see it', effect(contents.keyless, { ...tried, attemptedAt: now - 10_000 }), { lead: nowhere }, { step: 'call', lookFirst: true }],
    ['leaves a note that can be found by its id', effect(contents.note), {}, { step: 'call', lookFirst: false, call: { to: 'crm', write: 'note', objectId: '77', note: { marker: 'e1', text: 'Known.', at: now } } }],
    ['waits before it looks for a lost note', effect(contents.note, tried), {}, { step: 'later', dueAt: now + 9_000 }],
    ['waits for the object', effect(contents.owner), { lead: nowhere }, { step: 'wait' }],
    ['hands on exactly what was approved', effect(contents.task), {}, { step: 'call', call: { write: 'task', objectId: '77', task: { marker: 'A1', subject: 'Send e-mail: Logs', userId: '7005', body: 'To: tessa@pelhamrye.example\nSubject: Logs\n\nHi Tessa,\n\nNora\n\nApproved by nora.' } } }],
    ['hands on nothing that is not what was approved', effect({ ...contents.task, approval: { ...approval, content: { ...draft, to: 'ceo@glimmerfrost.example' } } }), {}, { step: 'fail', obstacle: { code: 'APPROVAL.CONTENT_CHANGED', mayRetry: false } }],
    ['hands on nothing after the approval', effect(contents.task), { now: now + 1 }, { step: 'fail', obstacle: { code: 'APPROVAL.EXPIRED', mayRetry: false } }],
    ['supersedes by a newer assignment', effect(contents.owner, tried), { newer: 'epoch:2' }, { step: 'record', state: 'superseded', sentence: 'Not needed any more: assignment 2 replaced it.' }],
    ['supersedes by newer facts', effect(contents.facts), { newer: 'facts:2' }, { step: 'record', state: 'superseded', sentence: 'Not needed any more: newer facts replaced it.' }],
    ['records for an observed sender', effect(contents.notice), { lead: { ...known, snapshot: aLead({ mode: 'observe' }) } }, { step: 'record', state: 'would_have', sentence: 'Would have told Nora Byrne-Quill in Slack.' }],
    ['records for an observed CRM', effect(contents.owner), { connections: changed((raw) => { raw.connections['hubspot-main'].mode = 'observe'; }) }, { step: 'record', state: 'would_have' }],
    ['records for an observed channel', effect(contents.notice), { connections: changed((raw) => { raw.notify.slack.mode = 'observe'; }) }, { step: 'record', state: 'would_have' }],
    ['proposes facts where it may only propose', effect(contents.facts), { connections: changed((raw) => { raw.connections['hubspot-main'].crm.writeBack.facts = 'propose-only'; }) }, { step: 'record', state: 'would_have', sentence: 'Would have written fit to HubSpot; this connection only proposes.' }],
    ['proposes only facts', effect(contents.owner), { connections: changed((raw) => { raw.connections['hubspot-main'].crm.writeBack.facts = 'propose-only'; }) }, { step: 'call' }],
    ['asks for a user id that is missing', effect({ ...contents.owner, rep: 'lars', name: 'Lars Ekendahl' }), {}, { step: 'fail', obstacle: { code: 'DELIVERY.NO_CRM_USER', mayRetry: true } }],
    ['asks for an account where there is none', effect(contents.owner, { target: 'api' }), {}, { step: 'fail', obstacle: { code: 'DELIVERY.NO_ACCOUNT', mayRetry: true } }],
    ['tells the rep', effect(contents.notice), {}, { step: 'call', lookFirst: false, call: { to: 'slack', secret: 'SLACK_WEBHOOK_URL' } }],
    ['tells the rep once more when the answer was lost', effect(contents.notice, tried), {}, { step: 'call', lookFirst: true }],
    ['does not tell the rep a third time', effect(contents.notice, { ...tried, mayHaveRepeated: true }), {}, { step: 'fail', obstacle: { code: 'DELIVERY.TWICE_UNANSWERED', mayRetry: true } }],
    ['tells the rep a third time when a person says so', effect(contents.notice, { ...tried, state: 'failed', mayHaveRepeated: true }), {}, { step: 'call' }],
    ['tells nobody of a lead that has gone to a queue meanwhile', effect(contents.notice), { lead: { ...known, assignment: { epoch: 2, owner: { kind: 'queue', queue: 'not-a-fit', label: 'Not a fit', human: 'ruth' }, short: 'Not a fit' } } }, { step: 'record', state: 'superseded', sentence: 'Not needed any more: assignment 2 replaced it.' }],
    ['tells the rep by e-mail, at the address that the rep has now', effect(contents.mail), { connections: withMail }, { step: 'call', call: { to: 'mail', mail: { id: 'e1', from: { name: 'Leadwright', address: 'leads@rimewell.example' }, to: 'nora.bq@rimewell.example', subject: 'New lead', text: 'For you' } } }],
    ['sends a mail whose answer was lost to nobody again', effect(contents.mail, tried), { connections: withMail }, { step: 'fail', obstacle: { code: 'DELIVERY.MAIL_UNANSWERED', mayRetry: true } }],
    ['sends it again when a person says so', effect(contents.mail, { ...tried, state: 'failed' }), { connections: withMail }, { step: 'call', lookFirst: true }],
    ['asks for an address that nobody knows', effect({ ...contents.mail, person: 'somebody' }), { connections: withMail }, { step: 'fail', obstacle: { code: 'DELIVERY.NO_ADDRESS' } }],
    ['asks for mail where there is none any more', effect(contents.mail), { connections: changed((raw) => { delete raw.notify.mail; }) }, { step: 'fail', obstacle: { code: 'DELIVERY.NO_MAIL' } }],
    ['asks for a channel where there is none any more', effect(contents.notice), { connections: changed((raw) => { delete raw.notify; }) }, { step: 'fail', obstacle: { code: 'DELIVERY.NO_SLACK' } }],
  ])('%s', (_, one, inputs, expected) => {
    expect(step(one, inputs)).toMatchObject(expected);
  });
});
