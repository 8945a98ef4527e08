import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadChanged, leadMerged, messageDeadLettered, openPersonal, type Identity } from '#contracts';
import { keyIdOf } from '#persistence';
import { FakeHubspot, TestService, until } from '#testing';
import { intakeService } from './intake.service.js';

const SECRET = 'client secret of the app';
const config = `
connections:
  hubspot: {vendor: hubspot, label: HubSpot, secret: HUBSPOT_SECRET, crm: {system: hubspot, baseUrl: "https://api.hubapi.example", token: HUBSPOT_TOKEN}}
  old: {vendor: hubspot, signature: v1, secret: OLD_SECRET, crm: {system: hubspot, baseUrl: "https://api.hubapi.example", token: NO_TOKEN}}
  api: {vendor: api}
`;
const ops: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };

describe('HubSpot', () => {
  let crm: FakeHubspot;
  let intake: TestService;
  beforeEach(async () => {
    crm = await new FakeHubspot().open();
    intake = await TestService.open(intakeService, {
      config: { 'connections.yaml': config },
      environment: { HUBSPOT_SECRET: SECRET, OLD_SECRET: 'old', HUBSPOT_TOKEN: 'pat-1', PUBLIC_URL: 'https://leads.example', EGRESS_MAP: `*.example=${crm.address}` },
    });
  });
  afterEach(async () => {
    await intake.close();
    await crm.close();
  });

  const created = (objectId: string, more: object = {}) => ({ eventId: 1, subscriptionId: 2, portalId: 3, occurredAt: intake.clock.now(), subscriptionType: 'contact.creation', attemptNumber: 0, objectId: Number(objectId), changeSource: 'CRM_UI', ...more });
  const changed = (objectId: string, propertyName: string, propertyValue: string, ago = 0) => created(objectId, { subscriptionType: 'contact.propertyChange', propertyName, propertyValue, occurredAt: intake.clock.now() - ago });
  const send = (events: unknown, path = '/hooks/hubspot') => {
    const body = JSON.stringify(events);
    const at = String(intake.clock.now());
    const signature = createHmac('sha256', SECRET).update(`POSThttps://leads.example${path}${body}${at}`).digest('base64');
    return intake.send(path, { headers: { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at }, body });
  };
  const captured = () => intake.heard(leadCaptured);
  const open = async () => {
    const newest = new Map((await intake.heard(messageDeadLettered)).map(({ data }) => [data.deadLetterId, data]));
    return [...newest.values()].filter(({ state }) => state === 'open');
  };
  const reads = () => crm.heard.filter(({ path }) => path.endsWith('/batch/read'));
  const tessa = () => crm.put({ email: 'tessa@pelhamrye.example', other: { firstname: 'Tessa', lastname: 'Moorcroft', company: 'Pelham Rye', country: 'UK', jobtitle: 'Head of Quality' } });

  it('stores a call before it answers, reads its contact back and makes a lead of it', async () => {
    const { id } = tessa();
    expect(await send([created(id)])).toMatchObject({ status: 200, body: { accepted: 1 } });
    await until('it is read back', async () => (await captured()).length === 1);
    expect((await captured())[0]!.data.lead).toMatchObject({
      connection: 'hubspot', crm: [{ connection: 'hubspot', system: 'hubspot', objectType: 'contacts', objectId: id }], createIn: null,
      person: { data: { fullName: 'Tessa Moorcroft', email: 'tessa@pelhamrye.example', title: 'Head of Quality' } }, company: { name: 'Pelham Rye', domain: 'pelhamrye.example', country: 'GB' },
    });
    await intake.idle();
    expect(await intake.rows('SELECT submission_id FROM intake_readings')).toEqual([]);
  });

  it('reads the contacts of many calls back together, and makes one lead of each', async () => {
    crm.meet('down');
    const contacts = Array.from({ length: 130 }, (_, n) => crm.put({ email: `p${n}@larkmoor.example` }));
    await Promise.all(contacts.flatMap(({ id }) => [send([created(id)]), send([created(id)]), send([created(id, { attemptNumber: 1 })])]));
    await until('the first try is over', async () => (await intake.rows<{ attempt: number }>("SELECT attempt FROM intake_tasks WHERE kind = 'intake.read-back' AND due_at > ?", [intake.clock.now()])).length === 1);
    await intake.pass(2_000);
    await intake.idle();
    expect(new Set((await captured()).map(({ leadId }) => leadId)).size).toBe(130);
    expect(await captured()).toHaveLength(130);
    expect(reads().length).toBeLessThan(8);
    expect(await open()).toEqual([]);
  });

  it('adds nothing when an event comes again', async () => {
    const { id } = tessa();
    await send([created(id)]);
    await intake.idle();
    await send([created(id, { attemptNumber: 1 })]);
    await intake.idle();
    expect((await intake.heard(leadMerged)).map(({ data }) => data.matchedBy)).toEqual(['sender-id']);
  });

  it('waits while HubSpot is down, and loses nothing over a restart', async () => {
    crm.meet('down', 'down');
    const { id } = tessa();
    expect((await send([created(id)])).status).toBe(200);
    await until('it was tried', () => Promise.resolve(reads().length === 1));
    await intake.restart();
    for (let tries = 0; tries < 4; tries += 1) {
      await intake.pass(60_000);
      await intake.idle();
    }
    expect(await captured()).toHaveLength(1);
  });

  it('asks a person about a contact that is not there, and reads it back on Retry', async () => {
    const { id } = tessa();
    const contact = crm.leads.get(id)!;
    crm.leads.delete(id);
    await send([created(id)]);
    await intake.idle();
    const [item, ...more] = await open();
    expect(more).toEqual([]);
    expect(item).toMatchObject({ kind: 'submission', title: 'HubSpot announced a lead that is not there', detail: `It told of ${id}, but does not show it when it is read back with HUBSPOT_TOKEN.` });
    crm.leads.set(id, contact);
    await intake.call(ops, 'POST', `/internal/dead-letters/${item!.deadLetterId}/redrive`);
    await intake.idle();
    expect(await captured()).toHaveLength(1);
    expect(await open()).toEqual([]);
  });

  it('asks a person when HubSpot refuses to show contacts, in its own words', async () => {
    crm.missingScopes.add('crm.objects.contacts.read');
    await send([created(tessa().id)]);
    await intake.idle();
    expect(await open()).toMatchObject([{ title: 'HubSpot does not let its leads be read back', detail: expect.stringContaining('One or more of the following scopes are required') }]);
  });

  it('tells what changed of a lead that is known, and nothing of others', async () => {
    const { id } = tessa();
    await send([created(id)]);
    await intake.idle();
    expect(await send([
      changed(id, 'company', 'Old name', 5_000), changed(id, 'company', 'Pelham Rye Ltd'), changed(id, 'numemployees', '640'), changed(id, 'country', 'Atlantis'), changed(id, 'lastname', 'Moorcroft-Hale'), changed(id, 'phone', '+44 20 7946 0999'), changed(id, 'email', 'no address'), changed(id, 'leadwright_fit', 'fit'),
      changed(id, 'hubspot_owner_id', '7'), changed('999', 'company', 'Stranger'),
    ])).toMatchObject({ status: 200, body: { accepted: 0 } });
    await intake.pass(10_000);
    await intake.idle();
    const at = new Date(intake.clock.now() - 10_000).toISOString();
    const { leadId } = (await captured())[0]!;
    expect((await intake.heard(leadChanged)).map((event) => [event.leadId, event.data])).toEqual([
      [leadId, { by: 'hubspot', changes: openPersonal(keyIdOf(leadId), [
        { field: 'company.name', value: 'Pelham Rye Ltd', changedAt: at }, { field: 'company.employees', value: 640, changedAt: at },
        { field: 'person.lastName', value: 'Moorcroft-Hale', changedAt: at }, { field: 'person.phone', value: '+442079460999', changedAt: at },
      ]) }],
    ]);
    expect(await intake.rows('SELECT changes, told FROM intake_announcements WHERE changes > 0')).toEqual([{ changes: 10, told: 1 }]);
  });

  it('finds the lead again that Leadwright itself created there, with an address and without', async () => {
    for (const lead of [{ email: 'mina@brackwater.example' }, { phone: '+44 20 7946 0123' }]) {
      const { body: { leadId } } = await intake.send('/api/leads', { who: ops, body: JSON.stringify(lead) });
      const { id } = crm.put({ email: lead.email ?? null, facts: { leadwright_lead_id: leadId }, other: { phone: lead.phone ?? null } });
      await send([created(id, { changeSource: 'INTEGRATION' })]);
      await intake.idle();
      expect((await intake.heard(leadMerged)).at(-1)).toMatchObject({ leadId, data: { lead: { crm: [{ objectId: id }] } } });
    }
    expect(await captured()).toHaveLength(2);
  });

  it('does not take a copy of a contact for the lead whose id was copied along', async () => {
    const { body: { leadId } } = await intake.send('/api/leads', { who: ops, body: JSON.stringify({ phone: '+44 20 7946 0123' }) });
    await send([created(crm.put({ email: 'copy@brackwater.example', facts: { leadwright_lead_id: leadId } }).id)]);
    await intake.idle();
    expect(await captured()).toHaveLength(2);
  });

  it('keeps a call that tells of something else, and asks about one that tells of nothing', async () => {
    expect((await send([created('1', { subscriptionType: 'contact.deletion' })])).status).toBe(200);
    await intake.idle();
    expect(await open()).toEqual([]);
    expect((await send([])).status).toBe(200);
    expect(await open()).toMatchObject([{ title: 'A call of HubSpot tells of nothing' }]);
    expect(await intake.rows('SELECT COUNT(*) AS calls FROM intake_calls')).toEqual([{ calls: 2 }]);
  });

  it.each([
    ['another query than the signed one', () => intake.send('/hooks/hubspot?a=1', { headers: {}, body: '[]' }), 401, 'signature_missing'],
    ['more leads than one call may carry', () => send(Array.from({ length: 501 }, (_, n) => created(String(n + 1)))), 413, 'too_many_leads'],
    ['a connection whose contacts cannot be read back', () => intake.send('/hooks/old', { body: '[]' }), 503, 'connection_off'],
  ])('refuses %s', async (_, call, status, code) => {
    expect(await call()).toMatchObject({ status, body: { code } });
    expect(await intake.rows('SELECT id FROM intake_calls')).toEqual([]);
  });

  it('proves a query as part of the address', async () => {
    expect((await send([created(tessa().id)], '/hooks/hubspot?from=app')).status).toBe(200);
  });

  it('says which token is missing', async () => {
    const { body } = await intake.call(ops, 'GET', '/api/connections');
    expect(body.find(({ name }: { name: string }) => name === 'old').off).toBe('Set NO_TOKEN (or NO_TOKEN_FILE): its calls carry ids only, so that each lead is read back with it.');
  });
});
