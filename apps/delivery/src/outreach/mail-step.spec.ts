import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { assignmentConfig, connectionsConfig, outreachConfig, type DraftContent } from '#contracts';
import { aCompany, aLead } from '#testing';
import { unknownLead, type DeliveryLead } from '../delivery-lead.js';
import type { Effect } from '../effect.js';
import type { StepInputs } from '../step.js';
import { mailStep } from './mail-step.js';

const file = (name: string): any => parse(readFileSync(`config/${name}.yaml`, 'utf8'));
const outreach = (more: object = {}) => outreachConfig.parse({ ...file('outreach'), send: { by: 'smtp' }, ...more });
const now = Date.parse('2026-11-24T09:30:00Z');
const days = 86_400_000;
const nora = { kind: 'rep' as const, rep: 'nora', name: 'Nora Byrne-Quill' };
const lead: DeliveryLead = { ...unknownLead('tessa'), snapshot: aLead(), company: aCompany(), assignment: { epoch: 1, owner: nora, short: 'her turn' } };
const owned = (owner: NonNullable<DeliveryLead['assignment']>['owner']): DeliveryLead => ({ ...lead, assignment: { epoch: 2, owner, short: '' } });
const draft: DraftContent = { to: 'tessa@pelhamrye.example', subject: 'Logs', sentences: [{ text: 'Hi Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }, { text: 'Nora', role: 'signoff', evidenceIds: [], claimIds: [] }], footer: 'Rimewell\nReply "no thanks".' };
const content = (rep: string | null = 'nora', to = draft.to) => ({ kind: 'mail.send' as const, rep, approval: { approvalId: 'A1', draftId: 'd1', content: { ...draft, to }, contentHash: '', approvedBy: 'nora', expiresAt: now + days } });
const recipient = { digest: 'd', suppressedAt: null, mailedAt: null };
const step = (more: Partial<StepInputs> = {}, mail = content()) => mailStep(mail, {
  effect: { id: 'e1', state: 'planned', uncertain: false } as Effect, lead, newer: null, recipient, now,
  connections: connectionsConfig.parse({ connections: {} }), assignment: assignmentConfig.parse(file('assignment')), outreach: outreach(), unsubscribeUrl: (id) => `https://leads.rimewell.example/u/${id}`, ...more,
});

describe('what to do with an approved mail now', () => {
  it('sends exactly what was approved, from its owner, with a way out', () => {
    expect(step()).toEqual({
      step: 'call', lookFirst: false,
      call: {
        to: 'mail', claims: recipient,
        mail: {
          id: 'e1', from: { name: 'Nora Byrne-Quill', address: 'nora.bq@rimewell.example' }, to: 'tessa@pelhamrye.example', subject: 'Logs', text: 'Hi Tessa,\nNora\n\nRimewell\nReply "no thanks".',
          headers: { 'List-Unsubscribe': '<https://leads.rimewell.example/u/e1>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
        },
      },
    });
  });

  it.each<[string, Partial<StepInputs>, Parameters<typeof mailStep>[0], string]>([
    ['somebody asked for none', { recipient: { ...recipient, suppressedAt: now - days } }, content(), 'OUTREACH.DO_NOT_CONTACT'],
    ['the address came onto the list', { outreach: outreach({ doNotContact: { addresses: [draft.to] } }) }, content(), 'OUTREACH.NOT_PERMITTED'],
    ['the domain came onto the list', {}, content('nora', 'a@noreach.example'), 'OUTREACH.NOT_PERMITTED'],
    ['the country needs consent', { lead: { ...lead, company: aCompany({ country: 'DE' }) } }, content(), 'OUTREACH.NOT_PERMITTED'],
    ['they got a first mail lately', { recipient: { ...recipient, mailedAt: now - 89 * days } }, content(), 'OUTREACH.WRITTEN_ALREADY'],
    ['the lead went to another rep', { lead: owned({ kind: 'rep', rep: 'jonas', name: 'Jonas Achterfeld' }) }, content(), 'OUTREACH.OWNER_CHANGED'],
    ['the lead went to a queue', { lead: owned({ kind: 'queue', queue: 'lead-desk', label: 'Lead desk', human: 'kemal' }) }, content(), 'OUTREACH.OWNER_CHANGED'],
    ['no rep had the lead', {}, content(null), 'OUTREACH.NO_SENDER'],
  ])('sends nothing where %s, and says so', (_, more, mail, code) => {
    expect(step(more, mail)).toMatchObject({ step: 'fail', obstacle: { code, mayRetry: false, why: expect.stringMatching(/^[A-Z].* Nothing was sent\.$/) } });
  });

  it('sends a mail whose answer was lost only when a person says so', () => {
    expect(step({ effect: { id: 'e1', state: 'attempting', uncertain: true } as Effect })).toMatchObject({ step: 'fail', obstacle: { code: 'OUTREACH.UNANSWERED', mayRetry: true } });
    expect(step({ effect: { id: 'e1', state: 'failed', uncertain: true } as Effect })).toMatchObject({ step: 'call', lookFirst: true });
  });

  it('asks when mail was switched off meanwhile', () => {
    expect(step({ outreach: outreach({ send: { by: 'crm-task' } }) })).toMatchObject({ step: 'fail', obstacle: { code: 'OUTREACH.NOT_BY_MAIL', mayRetry: true } });
  });

  it('writes again after the time for one first mail', () => {
    expect(step({ recipient: { ...recipient, mailedAt: now - 90 * days } })).toMatchObject({ step: 'call' });
  });

  it.each<[string, string | null, string]>([
    ['of the country', 'US', '2026-11-24T18:00:00.000Z'],
    ['of the rep, where the country is not known and consent was given', null, '2026-11-25T08:00:00.000Z'],
  ])('waits for the morning %s', (_, country, dueAt) => {
    const reader: DeliveryLead = { ...lead, company: { ...aCompany(), country }, snapshot: aLead({ consent: true, company: { country } }) };
    expect(step({ lead: reader, now: Date.parse(country ? '2026-11-24T09:30:00Z' : '2026-11-24T21:00:00Z') })).toEqual({ step: 'later', dueAt: Date.parse(dueAt) });
  });
});
