import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { Environment } from '#platform';
import { FakeHubspot, FakePipedrive, PIPEDRIVE_FIELDS } from '#testing';
import { reportConfig } from './check-config-report.js';

const connections = `
connections:
  hubspot: {vendor: hubspot, label: HubSpot, secret: HUBSPOT_SECRET, crm: {system: hubspot, baseUrl: "https://api.hubspot.example", token: HUBSPOT_TOKEN}}
  partners: {vendor: standard, secret: PARTNER_SECRET, crm: {system: pipedrive, baseUrl: "https://acme.pipedrive.test", token: PIPEDRIVE_TOKEN, fields: ${JSON.stringify(PIPEDRIVE_FIELDS)}, writeBack: {owner: false}}}
  form: {vendor: standard, secret: FORM_SECRET}
notify: {slack: {webhook: SLACK_URL}, mail: {from: leads@rimewell.example}}
`;
const assignment = `
reps: {ana: {name: Ana Castellan, email: ana@rimewell.example, zone: UTC, languages: [en], cap: {day: 9}, crmUser: {hubspot: "7001"}}}
pools: {all: {label: All, members: {ana: 1}}}
queues: {desk: {label: Desk, owner: desk@rimewell.example}}
rules: []
otherwise: {queue: desk}
`;
const outreach = `
sender: {company: Rimewell, postalAddress: 14 Hoarfrost Lane, optOut: Reply no thanks., dataSource: You contacted us.}
send: {by: smtp}
claims: {C1: {text: We watch cold rooms.}}
asks: {default: Is that of interest?}
`;

describe('npm run check-config', () => {
  let folder: string;
  let hubspot: FakeHubspot;
  let pipedrive: FakePipedrive;
  let smtp: SMTPServer;
  let mail: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
    for (const [name, text] of Object.entries({ connections, assignment, outreach })) writeFileSync(join(folder, `${name}.yaml`), text);
    [hubspot, pipedrive] = await Promise.all([new FakeHubspot().open(), new FakePipedrive().open()]);
    smtp = new SMTPServer({ hideSTARTTLS: true, allowInsecureAuth: true, authOptional: true, logger: false, onAuth: ({ password }, _, done) => (password === 'right' ? done(null, { user: 'u' }) : done(Object.assign(new Error('5.7.8 Bad password'), { responseCode: 535 }))) });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
    mail = `127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all([hubspot.close(), pipedrive.close(), new Promise<void>((resolve) => smtp.close(() => resolve()))]);
  });

  const secrets = () => ({ HUBSPOT_SECRET: 's', HUBSPOT_TOKEN: 'pat-1', PARTNER_SECRET: 's', PIPEDRIVE_TOKEN: 'token-1', FORM_SECRET: 's', SLACK_URL: 'https://hooks.slack.example/x', SMTP_URL: `smtp://u:right@${mail}` });
  const report = (online: boolean, variables: Record<string, string>, crm = hubspot.address) => reportConfig({ configDir: folder, dataDir: folder, online, environment: new Environment({ EGRESS_MAP: `*.example=${crm}`, ...variables }) });
  const asked = async (variables: Record<string, string>) => {
    const { ok, json } = await report(true, variables);
    return { ok, said: Object.fromEntries((json as { online: { name: string; sentence: string }[] }).online.map(({ name, sentence }) => [name, sentence])) };
  };

  it('says what is set nowhere here, which is no error, and asks nobody', async () => {
    const { ok, text, json } = await report(false, {});
    expect(ok).toBe(true);
    expect(text).toMatch(/^connections {2}good \([0-9a-f]+\)\n/);
    expect(text).toContain(`
Not set here; where Leadwright runs they have to be:
  SLACK_URL (connections.yaml, notify.slack): without it no rep is told by Slack. Set it, or SLACK_URL_FILE.
  SMTP_URL (connections.yaml, notify.mail): without it no rep is told by e-mail. Set it, or SMTP_URL_FILE.
  SMTP_URL (outreach.yaml, send.by): without it approved drafts cannot leave. Set it, or SMTP_URL_FILE.
`);
    expect(json).not.toHaveProperty('online');
    expect(hubspot.heard).toEqual([]);
    expect((await report(false, secrets())).text).not.toContain('Not set here');
  });

  it('asks every CRM and the mail server through the egress map, and is well when all are', async () => {
    writeFileSync(join(folder, 'connections.yaml'), connections.replace(/ {2}partners: .*\n/, ''));
    const { ok, text } = await report(true, secrets());
    expect(text.split('Asked just now (nothing was written)\n')[1]).toBe(`  ok hubspot  HubSpot: token works. 1 of 1 active rep found.
  ok form     No CRM behind it. Its secret is set.
  ok Mail     Mail: ${mail} lets us in.
  ok Slack    Slack: SLACK_URL is set. Only a real notice shows whether it is right.
`);
    expect(ok).toBe(true);
    expect(hubspot.leads.size).toBe(0);
  });

  it('asks Pipedrive too', async () => {
    writeFileSync(join(folder, 'connections.yaml'), connections.replace(/ {2}hubspot: .*\n/, '').replace('pipedrive.test', 'pipedrive.example'));
    const { json } = await report(true, secrets(), pipedrive.address);
    expect((json as { online: object[] }).online[0]).toEqual({ name: 'partners', ok: true, sentence: 'partners: token works.' });
  });

  it('is not well when one of them is not, and says what each needs', async () => {
    hubspot.fields.delete('leadwright_fit');
    const { ok, said } = await asked({ ...secrets(), FORM_SECRET: '', PIPEDRIVE_TOKEN: '', SMTP_URL: `smtp://u:wrong@${mail}`, SLACK_URL: '' });
    expect(ok).toBe(false);
    expect(said).toEqual({
      hubspot: 'HubSpot: token works. Missing property leadwright_fit: create it. 1 of 1 active rep found.',
      partners: 'partners could not be checked. PIPEDRIVE_TOKEN is not set: it opens https://acme.pipedrive.test. Set it, or PIPEDRIVE_TOKEN_FILE.',
      form: 'No CRM behind it. Set FORM_SECRET (or FORM_SECRET_FILE) to the secret that the sender signs with.',
      Mail: expect.stringMatching(/^Mail: the server refuses us \(.*5\.7\.8.*\)\.$/), Slack: 'Slack: SLACK_URL is not set. Set it, or SLACK_URL_FILE.',
    });
  });

  it('says so when the mail server is not there, or nobody says where it is', async () => {
    expect((await asked({ ...secrets(), SMTP_URL: 'smtp://127.0.0.1:1' })).said['Mail']).toMatch(/^Mail could not be checked\. The mail server could not be talked to/);
    expect((await asked({ ...secrets(), SMTP_URL: '' })).said['Mail']).toMatch(/^Mail could not be checked\. SMTP_URL is not set/);
  });

  it('does not ask for what a bad file names, and says so', async () => {
    writeFileSync(join(folder, 'connections.yaml'), 'connections: {x: {vendor: nobody}}');
    const { ok, text } = await report(true, secrets());
    expect(ok).toBe(false);
    expect(text).toContain('  !  connections.yaml has errors, so what it names was not asked for.');
    expect(hubspot.heard).toEqual([]);
  });
});
