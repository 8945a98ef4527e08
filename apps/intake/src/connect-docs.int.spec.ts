import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connectionsConfig, leadCaptured } from '#contracts';
import { configChecks } from '#domain';
import { FakePipedrive, FakeSalesforce, outboundMessage, TestService, type FakeCrm } from '#testing';
import { parse } from 'yaml';
import { intakeService } from './intake.service.js';

const FOLDER = resolve('docs/connect');
const yamlOf = (file: string): string[] => [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text!);

describe('docs/connect', () => {
  it.each(readdirSync(FOLDER))('%s shows configuration that is accepted as it stands', (file) => {
    const blocks = yamlOf(file);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(configChecks.connections(connectionsConfig.parse(parse(block))).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('connects Typeform by what any-form.md says, and nothing else', async () => {
    const SECRET = 'a secret that was pasted there';
    const intake = await TestService.open(intakeService, { config: { 'connections.yaml': yamlOf('any-form.md')[0]! }, environment: { TYPEFORM_SECRET: SECRET } });
    const question = (ref: string, type: string, title: string) => ({ id: `id-${ref}`, ref, type, title, properties: {} });
    const answer = (ref: string, type: string, value: unknown) => ({ type, [type]: value, field: { id: `id-${ref}`, ref, type } });
    const body = JSON.stringify({
      event_id: 'E1', event_type: 'form_response',
      form_response: {
        form_id: 'f1', token: 't1', landed_at: '2026-11-22T09:20:00Z', submitted_at: '2026-11-22T09:25:00Z', hidden: { utm_campaign: 'autumn' },
        definition: { id: 'f1', title: 'Ask us', fields: [question('q1', 'short_text', 'What is your *name*?'), question('email', 'email', 'Your e-mail'), question('help', 'long_text', 'How can we help?'), question('updates', 'yes_no', 'May we write to you?')] },
        answers: [answer('q1', 'text', 'Tessa Moorcroft'), answer('email', 'email', 'tessa@pelhamrye.example'), answer('help', 'text', 'We need a quote'), answer('updates', 'boolean', true)],
      },
    });
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('base64')}`;
    try {
      expect(await intake.send('/hooks/website-form', { headers: { 'typeform-signature': signature }, body })).toMatchObject({ status: 200, body: { accepted: 1 } });
      expect(await intake.heard(leadCaptured)).toMatchObject([{ data: { lead: {
        connection: 'website-form', mode: 'observe', campaign: 'autumn', consent: true, capturedAt: '2026-11-22T09:25:00.000Z',
        person: { data: { fullName: 'Tessa Moorcroft', email: 'tessa@pelhamrye.example', message: 'We need a quote' } },
      } } }]);
      expect(await intake.send('/hooks/website-form', { headers: { 'typeform-signature': signature }, body: `${body} ` })).toMatchObject({ status: 401 });
    } finally {
      await intake.close();
    }
  });

  it.each<[string, FakeCrm, Record<string, string>, (crm: FakeCrm) => { path: string; headers?: Record<string, string>; body: string }]>([
    ['salesforce.md', new FakeSalesforce(), { SALESFORCE_KEY: 'a-key_of-this-address-0001', SALESFORCE_CLIENT_ID: 'consumer-1', SALESFORCE_CLIENT_SECRET: 'secret-1' }, (crm) => ({
      path: '/hooks/salesforce-emea?key=a-key_of-this-address-0001', body: outboundMessage({ notifications: [{ id: '04lRW0000000001AAA', objectId: [...crm.leads.keys()][0]! }] }),
    })],
    ['pipedrive.md', new FakePipedrive(), { PIPEDRIVE_WEBHOOK_SECRET: 'a password', PIPEDRIVE_TOKEN: 'token-1' }, (crm) => ({
      path: '/hooks/pipedrive-partners', headers: { authorization: `Basic ${Buffer.from('leadwright:a password').toString('base64')}` },
      body: JSON.stringify({ meta: { version: '2.0', id: 'm-1', action: 'create', entity: 'person' }, data: { id: Number([...crm.leads.keys()][0]) }, previous: null }),
    })],
  ])('%s connects its CRM by what it says, and nothing else', async (file, crm, secrets, call) => {
    await crm.open();
    crm.put({ email: 'tessa@pelhamrye.example' });
    const intake = await TestService.open(intakeService, { config: { 'connections.yaml': yamlOf(file)[0]! }, environment: { ...secrets, EGRESS_MAP: `*.example=${crm.address}` } });
    try {
      const { path, headers, body } = call(crm);
      expect(await intake.send(path.split('?')[0]!, { body })).toMatchObject({ status: 401 });
      expect(await intake.send(path, { headers: headers ?? {}, body })).toMatchObject({ status: 200 });
      await intake.idle();
      expect(await intake.heard(leadCaptured)).toMatchObject([{ data: { lead: { mode: 'observe', person: { data: { email: 'tessa@pelhamrye.example' } } } } }]);
    } finally {
      await intake.close();
      await crm.close();
    }
  });
});
