import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HubspotClient, SlackWebhook, type CrmLead, type CrmTask } from '#connectors';
import { AxiosSafeHttp } from '#platform';
import type { JournalEntry } from './journal.js';
import { egressMapTo, SANDBOX_SECRETS } from './secrets.js';
import { startSandbox, type Sandbox } from './start-sandbox.js';
import { buildWorld } from './world/build-world.js';

const lead: CrmLead = { leadId: '01JLEAD', email: 'tessa@pelhamrye.example', firstName: 'Tessa', lastName: 'Moorcroft', phone: null, title: null, company: 'Pelham & Rye Foods', website: 'pelhamrye.example', country: 'GB' };
const task: CrmTask = { marker: '01JAPPROVAL', subject: 'Send e-mail: Logs', body: 'Hi Tessa', userId: '7005', dueAt: Date.UTC(2026, 10, 22) };

/** The product's own clients against the sandbox: it must look like the outside to them. */
describe('startSandbox', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const journalFile = join(folder, 'journal.jsonl');
  let sandbox: Sandbox;
  let http: AxiosSafeHttp;
  let hubspot: HubspotClient;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld(), journalFile, now: () => Date.UTC(2026, 10, 22) });
    http = new AxiosSafeHttp(egressMapTo(sandbox.port));
    hubspot = new HubspotClient(http, { baseUrl: 'https://api.hubapi.example', token: SANDBOX_SECRETS.HUBSPOT_TOKEN, objectType: 'contacts' });
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  const get = async (url: string) => {
    const { status, body, headers } = await http.request({ method: 'GET', url });
    return { status, body: body.toString(), headers };
  };
  const since = async (act: () => Promise<unknown>): Promise<string[]> => {
    const before = sandbox.journal.entries.length;
    await act();
    return sandbox.journal.entries.slice(before).map(({ kind }) => kind);
  };

  it('makes a contact once: the second create is told who it is', async () => {
    const first = await hubspot.createLead(lead, false);
    expect(first).toMatchObject({ outcome: 'done', changed: true });
    const again = await hubspot.createLead({ ...lead, email: 'Tessa@pelhamrye.example', leadId: '01JOTHER' }, false);
    expect(again).toMatchObject({ outcome: 'done', changed: false, objectId: sandbox.crm.contactOf(lead.email!) });
    expect(sandbox.journal.entries.at(-1)).toMatchObject({ kind: 'contact-adopted', leadId: '01JOTHER' });
    expect(await hubspot.createLead(lead, true)).toMatchObject({ changed: false });
  });

  it('takes owner, facts and task, and journals each', async () => {
    const id = sandbox.crm.contactOf(lead.email!)!;
    expect(await since(() => hubspot.setOwner(id, '7005', false))).toEqual(['owner-set']);
    expect(await hubspot.setOwner(id, '7005', true)).toMatchObject({ changed: false });
    expect(await since(() => hubspot.writeFacts(id, { values: { leadwright_fit: 'Good fit' }, policy: 'fill-if-empty', ours: {} }))).toEqual(['contact-read', 'facts-written']);
    expect(await hubspot.writeFacts(id, { values: { leadwright_fit: 'Not a fit' }, policy: 'fill-if-empty', ours: {} })).toMatchObject({ changed: false, kept: ['leadwright_fit'] });
    expect(await since(() => hubspot.createTask(id, task, true))).toEqual(['tasks-searched', 'task-created']);
    expect(await hubspot.createTask(id, task, true)).toMatchObject({ changed: false });
    expect(sandbox.crm.contact(id)).toMatchObject({ hubspot_owner_id: '7005', leadwright_fit: 'Good fit', leadwright_lead_id: '01JLEAD' });
  });

  it('refuses in HubSpot\'s words', async () => {
    const id = sandbox.crm.contactOf(lead.email!)!;
    expect(await hubspot.setOwner(id, '99', false)).toMatchObject({ outcome: 'refused', code: 'INVALID_OWNER_ID', vendorSaid: 'INVALID_OWNER_ID, Owner 99 does not exist', about: ['hubspot_owner_id'] });
    expect(await hubspot.writeFacts(id, { values: { leadwright_mood: 'good' }, policy: 'refresh', ours: {} })).toMatchObject({ outcome: 'refused', code: 'PROPERTY_DOESNT_EXIST' });
    expect(await hubspot.setOwner('1', '7005', false)).toMatchObject({ outcome: 'refused', code: 'OBJECT_NOT_FOUND' });
    const stranger = new HubspotClient(http, { baseUrl: 'https://api.hubapi.example', token: 'wrong', objectType: 'contacts' });
    expect(await stranger.setOwner(id, '7005', false)).toMatchObject({ outcome: 'refused', code: 'INVALID_AUTHENTICATION' });
  });

  it('refuses the first owner of Reto Feldhaus as often as it is tried, and takes another', async () => {
    sandbox.crm.seed([{ id: '50077', properties: { email: 'reto.feldhaus@rheintal-frischdienst.example' } }]);
    const refusal = { outcome: 'refused', vendorSaid: 'INVALID_OWNER_ID, Owner 7007 is deactivated in the business unit of this record' };
    expect(await hubspot.setOwner('50077', '7007', false)).toMatchObject(refusal);
    expect(await hubspot.setOwner('50077', '7007', true)).toMatchObject(refusal);
    expect(await hubspot.setOwner('50077', '7006', false)).toMatchObject({ outcome: 'done' });
  });

  it('hears what Slack is told', async () => {
    const slack = new SlackWebhook(http, { secret: () => SANDBOX_SECRETS.SLACK_WEBHOOK_URL });
    expect(await slack.post('SLACK_WEBHOOK_URL', 'New lead for you: Tessa')).toEqual({ outcome: 'done' });
    expect(sandbox.journal.entries.at(-1)).toMatchObject({ kind: 'slack-posted', text: 'New lead for you: Tessa' });
    expect(await new SlackWebhook(http, { secret: () => 'https://hooks.slack.example/elsewhere' }).post('X', 'hi')).toMatchObject({ outcome: 'refused', code: 'no_service' });
  });

  it('has the companies\' sites, their robots.txt, and nothing where nothing is', async () => {
    expect(await get('https://pelhamrye.example/')).toMatchObject({ status: 200, body: expect.stringContaining('<nav>'), headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect((await get('https://www.pelhamrye.example/careers/')).body).toContain('<li class="job"><h3>Refrigeration Engineer</h3><span>Leeds</span></li>');
    expect(await get('https://pelhamrye.example/quality')).toMatchObject({ status: 404 });
    expect((await get('https://pelhamrye.example/robots.txt')).body).toContain('Disallow: /admin');
    expect(await get('https://larkmoor-foods.example/about')).toMatchObject({ status: 301, headers: { location: 'https://larkmoor.example/about' } });
    expect(await get('https://nobody-at-all.example/')).toMatchObject({ status: 502 });
    const hard = sandbox.world.companies.filter(({ site }) => site !== 'up').map(({ site, domain }) => [site, domain] as const);
    expect(await get(`https://${new Map(hard).get('down')}/`)).toMatchObject({ status: 503 });
    expect((await get(`https://${new Map(hard).get('closed-to-robots')}/robots.txt`)).body).toContain('Disallow: /\n');
    expect(await get(`https://${new Map(hard).get('none')}/`)).toMatchObject({ status: 502 });
  });

  it('shows its journal to whoever sits at the machine, and keeps the same lines in the file', async () => {
    const shown = await (await fetch(`http://127.0.0.1:${sandbox.port}/journal`)).json() as JournalEntry[];
    expect(shown).toEqual(sandbox.journal.entries);
    expect(shown.map(({ n }) => n)).toEqual(shown.map((_, index) => index + 1));
    expect(readFileSync(journalFile, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalEntry)).toEqual(shown);
    expect(await (await fetch(`http://127.0.0.1:${sandbox.port}/`)).json()).toMatchObject({ journal: '/journal' });
  });
});
