import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { assignmentConfig, connectionsConfig } from '#contracts';
import { aCompany, aFit, aLead } from '#testing';
import { unknownLead, type DeliveryLead } from './delivery-lead.js';
import { planInstead, planNotices, type NoticeInputs } from './plan-notices.js';

const assignment = assignmentConfig.parse(parse(readFileSync('config/assignment.yaml', 'utf8')));
const slack = { webhook: 'SLACK_WEBHOOK_URL' };
const mail = { from: 'leads@rimewell.example' };
const inputs = (notify: object, more: Partial<NoticeInputs> = {}): NoticeInputs => ({ connections: connectionsConfig.parse({ connections: {}, notify }), assignment, publicUrl: 'https://leads.rimewell.example', ...more });
const lead: DeliveryLead = {
  ...unknownLead('tessa'), snapshot: aLead(), company: aCompany(), fit: aFit('fit'),
  assignment: { epoch: 2, owner: { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' }, short: 'Rest of EMEA, her turn' },
};
const escalated: DeliveryLead = { ...lead, escalation: { epoch: 2, rep: 'nora', to: 'ruth', reason: 'No answer within 1 h.' } };
const planned = (notify: object, one = lead) => planNotices('assigned', one, inputs(notify)).map(({ kind, occasion, rank }) => `${kind} ${occasion} ${rank}`);
const slackNotice = { kind: 'notice.slack', occasion: 'epoch:2' } as const;
const mailNotice = { kind: 'notice.mail', occasion: 'epoch:2' } as const;

describe('telling people', () => {
  it.each<[string, object, string[]]>([
    ['by Slack where it is configured', { slack, mail }, ['notice.slack epoch:2 2']],
    ['by e-mail where Slack is not', { mail }, ['notice.mail epoch:2 2']],
    ['not at all where neither is', {}, []],
  ])('is done %s', (_, notify, effects) => {
    expect(planned(notify)).toEqual(effects);
  });

  it('says in a mail who it is, why it is theirs, and where it is, without markup', () => {
    const [effect] = planNotices('assigned', lead, inputs({ mail }));
    expect(effect!.content).toEqual({
      kind: 'notice.mail', to: 'Nora Byrne-Quill', person: 'nora', subject: 'New lead for you: Tessa Moorcroft, Pelham & Rye Foods',
      text: 'Tessa Moorcroft, Operations Director, Pelham & Rye Foods (620 people, GB).\nGood fit.\nAsked for: "We need temperature logs for an audit in January".\nYours because: Rest of EMEA, your turn.\n\nhttps://leads.rimewell.example/leads/tessa',
    });
  });

  it('goes on by e-mail to the same person when Slack did not take it', () => {
    expect(planInstead(slackNotice, lead, inputs({ slack, mail }))).toMatchObject({ kind: 'notice.mail', target: 'mail', occasion: 'epoch:2', rank: 2, content: { person: 'nora' } });
  });

  it('goes on to the manager when the mail did not reach the rep, once for each assignment', () => {
    const toManager = { kind: 'notice.mail', occasion: 'untold:2', content: { person: 'ruth.abernathy@rimewell.example', subject: 'Nora Byrne-Quill could not be told: Tessa Moorcroft, Pelham & Rye Foods' } };
    expect(planInstead(mailNotice, lead, inputs({ mail }))).toMatchObject(toManager);
  });

  it.each<[string, Parameters<typeof planInstead>[0], DeliveryLead, NoticeInputs]>([
    ['without e-mail', slackNotice, lead, inputs({ slack })],
    ['from the manager', { kind: 'notice.mail', occasion: 'untold:2' }, lead, inputs({ mail })],
    ['to the manager about the manager', { kind: 'notice.mail', occasion: 'escalated:2' }, escalated, inputs({ mail })],
    ['without a manager', mailNotice, lead, inputs({ mail }, { assignment: { ...assignment, manager: undefined } })],
    ['of an assignment that is over', { kind: 'notice.slack', occasion: 'epoch:1' }, lead, inputs({ slack, mail })],
  ])('goes no further %s', (_, notice, one, by) => {
    expect(planInstead(notice, one, by)).toBeNull();
  });
});
