import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadMerged, messageDeadLettered, submissionIgnored, type Identity } from '#contracts';
import { FakeHubspot, TestService, until, type FakeLead } from '#testing';
import { intakeService } from '../intake.service.js';

const SECRET = 'client secret of the app';
const crm = 'crm: {system: hubspot, baseUrl: "https://api.hubapi.example", token: HUBSPOT_TOKEN}';
const config = `
connections:
  hubspot: {vendor: hubspot, label: HubSpot, secret: HUBSPOT_SECRET, ${crm}}
  api: {vendor: api, createIn: hubspot}
`;
const ops: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
const EVERY = 900_000;

describe('reconciliation', () => {
  let hubspot: FakeHubspot;
  let intake: TestService;
  const open = async (connections: string, environment: Record<string, string> = {}): Promise<void> => {
    intake = await TestService.open(intakeService, {
      config: { 'connections.yaml': connections },
      environment: { HUBSPOT_SECRET: SECRET, HUBSPOT_TOKEN: 'pat-1', PUBLIC_URL: 'https://leads.example', EGRESS_MAP: `*.example=${hubspot.address}`, ...environment },
    });
  };
  beforeEach(async () => {
    hubspot = await new FakeHubspot().open();
    await open(config);
  });
  afterEach(async () => {
    await intake.close();
    await hubspot.close();
  });

  const made = (lead: Partial<FakeLead>, madeAt = intake.clock.now()): FakeLead => hubspot.put({ changedAt: intake.clock.now(), ...lead, other: { createdate: new Date(madeAt).toISOString(), ...lead.other } });
  const lists = () => hubspot.heard.filter(({ path }) => path.endsWith('/contacts/search'));
  const captured = () => intake.heard(leadCaptured);
  const openItems = async () => {
    const newest = new Map((await intake.heard(messageDeadLettered)).map(({ data }) => [data.deadLetterId, data]));
    return [...newest.values()].filter(({ state }) => state === 'open');
  };
  const round = async (ms = EVERY): Promise<void> => {
    await intake.pass(ms);
    await intake.idle();
  };
  const send = (id: string) => {
    const body = JSON.stringify([{ eventId: 1, subscriptionId: 2, portalId: 3, occurredAt: intake.clock.now(), subscriptionType: 'contact.creation', objectId: Number(id) }]);
    const at = String(intake.clock.now());
    return intake.send('/hooks/hubspot', { headers: { 'x-hubspot-request-timestamp': at, 'x-hubspot-signature-v3': createHmac('sha256', SECRET).update(`POSThttps://leads.example/hooks/hubspot${body}${at}`).digest('base64') }, body });
  };

  it('makes a lead of a contact of which no call told, once, and counts it as no call', async () => {
    await round(60_000);
    const { id } = made({ email: 'tessa@pelhamrye.example' });
    expect(lists()).toEqual([]);
    await round();
    await round();
    await round();
    expect((await captured()).map(({ data }) => data.lead.crm)).toEqual([[{ connection: 'hubspot', system: 'hubspot', objectType: 'contacts', objectId: id }]]);
    expect(await intake.heard(leadMerged)).toEqual([]);
    expect((await intake.call(ops, 'GET', '/api/connections')).body[0]).toMatchObject({ lastCallAt: null, last24h: { calls: 0, submissions: 1 } });
  });

  it('brings in none that were there before, however much of them changes', async () => {
    for (let n = 0; n < 130; n += 1) made({ email: `p${n}@larkmoor.example` }, intake.clock.now() - 86_400_000);
    await round();
    expect(lists().length).toBeGreaterThan(1);
    expect(await captured()).toEqual([]);
  });

  it('leaves alone what a call told of, and a call that comes late adds no lead', async () => {
    const told = made({ email: 'told@pelhamrye.example' });
    await send(told.id);
    await intake.idle();
    const late = made({ email: 'late@pelhamrye.example' });
    await round();
    expect((await captured()).map(({ data }) => data.lead.crm[0]!.objectId)).toEqual([told.id, late.id]);
    expect(await intake.heard(leadMerged)).toEqual([]);
    await send(late.id);
    await intake.idle();
    expect((await intake.heard(leadMerged)).map(({ data }) => data.matchedBy)).toEqual(['crm-object']);
    expect(await captured()).toHaveLength(2);
  });

  it('looks once at what is no lead: one that is ignored, and one that nobody can be reached by', async () => {
    made({ email: 'jobs@pelhamrye.example', other: { message: 'Do you have internships?' } });
    const lost = made({});
    for (let rounds = 0; rounds < 3; rounds += 1) {
      for (const lead of hubspot.leads.values()) lead.changedAt = intake.clock.now();
      await round();
    }
    expect(await intake.heard(submissionIgnored)).toHaveLength(1);
    const [item, ...more] = await openItems();
    expect([item!.title, more]).toEqual(['A submission of HubSpot has no e-mail and no phone number', []]);
    lost.email = 'found@pelhamrye.example';
    await intake.call(ops, 'POST', `/internal/dead-letters/${item!.deadLetterId}/redrive`);
    await intake.idle();
    expect((await captured()).map(({ data }) => data.lead.person)).toMatchObject([{ data: { email: 'found@pelhamrye.example' } }]);
  });

  it('finds the lead again that Leadwright itself made there', async () => {
    const { body: { leadId } } = await intake.send('/api/leads', { who: ops, body: JSON.stringify({ phone: '+44 20 7946 0123' }) });
    made({ facts: { leadwright_lead_id: leadId }, other: { phone: '+44 20 7946 0123' } });
    await round();
    expect((await captured()).map((event) => event.leadId)).toEqual([leadId]);
    expect(await intake.heard(leadMerged)).toMatchObject([{ leadId }]);
  });

  it('goes on where it stood when the process dies between two pages', async () => {
    const start = intake.clock.now();
    for (let n = 0; n < 250; n += 1) made({ email: `p${n}@larkmoor.example`, changedAt: start + n });
    await intake.pass(EVERY);
    await until('the second page is asked for', () => Promise.resolve(lists().length === 2));
    await intake.crash();
    const asked = lists().length;
    await intake.restart();
    await round(300_000);
    expect(JSON.parse(lists()[asked]!.text).filterGroups[0].filters[0].value).not.toBe(String(start - 300_000));
    expect(new Set((await captured()).map(({ data }) => data.lead.crm[0]!.objectId)).size).toBe(250);
    expect(await captured()).toHaveLength(250);
    await round();
    expect(await captured()).toHaveLength(250);
  });

  it('waits as long as it is asked to', async () => {
    made({ email: 'tessa@pelhamrye.example' });
    hubspot.meet('too many calls');
    await intake.pass(EVERY);
    await until('it was told to wait', () => Promise.resolve(lists().length === 1));
    await until('it waits', async () => (await intake.rows('SELECT id FROM intake_tasks WHERE kind = ? AND leased_until IS NULL AND attempt = 1', ['intake.reconcile'])).length === 1);
    await round(6_900);
    expect(lists()).toHaveLength(1);
    await round(5_000);
    expect(await captured()).toHaveLength(1);
  });

  it('tells a person once when the CRM stays away, misses nothing, and closes the item when it is back', async () => {
    hubspot.missingScopes.add('crm.objects.contacts.read');
    made({ email: 'tessa@pelhamrye.example' });
    await round();
    await round();
    expect(await openItems()).toMatchObject([{ title: 'HubSpot cannot be asked for leads that no call told of', detail: expect.stringContaining('One or more of the following scopes are required') }]);
    hubspot.missingScopes.clear();
    await round();
    expect(await captured()).toHaveLength(1);
    expect(await openItems()).toEqual([]);
  });

  it('tries eight times before it tells a person, and is not given up after that', async () => {
    hubspot.meet(...Array<'down'>(8).fill('down'));
    made({ email: 'tessa@pelhamrye.example' });
    await intake.pass(EVERY);
    for (let tries = 1; tries <= 8; tries += 1) {
      await until(`it was tried ${tries} times`, async () => lists().length === tries && (await intake.rows('SELECT id FROM intake_tasks WHERE kind = ? AND leased_until IS NULL', ['intake.reconcile'])).length === 1);
      expect(await openItems()).toHaveLength(tries === 8 ? 1 : 0);
      if (tries < 8) await intake.pass(360_000);
    }
    await round();
    expect(await captured()).toHaveLength(1);
    expect(await openItems()).toEqual([]);
  });

  describe('by another configuration', () => {
    const reopen = async (connections: string): Promise<void> => {
      await intake.close();
      await open(connections);
    };

    it('reads the account behind a form by the properties of the CRM, and observes where the connection does', async () => {
      await reopen(`connections:\n  demo: {vendor: standard, mode: observe, secret: HUBSPOT_SECRET, map: {email: $.email, crmObjectId: $.id}, reconcile: 5m, ${crm}}`);
      const { id } = made({ email: 'tessa@pelhamrye.example', other: { firstname: 'Tessa', lastname: 'Moorcroft' } });
      await round(300_000);
      expect((await captured()).map(({ data }) => data.lead)).toMatchObject([{ connection: 'demo', mode: 'observe', crm: [{ connection: 'demo', objectId: id }], createIn: null, person: { data: { fullName: 'Tessa Moorcroft' } } }]);
    });

    it('does not look where it is switched off', async () => {
      await reopen(config.replace('secret: HUBSPOT_SECRET', 'secret: HUBSPOT_SECRET, reconcile: 0'));
      made({ email: 'tessa@pelhamrye.example' });
      await round();
      expect(hubspot.heard).toEqual([]);
    });

    it('says which token is missing', async () => {
      await reopen(config.replace('HUBSPOT_TOKEN', 'NO_TOKEN'));
      await round();
      expect(await openItems()).toMatchObject([{ detail: expect.stringContaining('NO_TOKEN is not set') }]);
    });
  });
});
