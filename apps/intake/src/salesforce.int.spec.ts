import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadMerged, messageDeadLettered, type Identity } from '#contracts';
import { configChecks } from '#domain';
import { readConfigText, wordFindings } from '#platform';
import { FakeSalesforce, outboundMessage, TestService, until, type SentNotification } from '#testing';
import { intakeService } from './intake.service.js';

const KEY = 'a-key_of-this-address-0001';
const OLD_KEY = 'the-key-before-this-one-0000';
const SESSION = '00DRW0000000001!AQ.live-session_token';
const crm = '{system: salesforce, baseUrl: "https://rimewell.my.salesforce.example", clientId: SALESFORCE_CLIENT_ID, token: SALESFORCE_CLIENT_SECRET}';
const config = `
connections:
  salesforce: {vendor: salesforce, label: Salesforce, secret: SALESFORCE_KEY, organizationId: 00DRW0000000001, actionIds: [04kRW0000000001EAA], reconcile: 0, crm: ${crm}}
  half: {vendor: salesforce, secret: SALESFORCE_KEY, organizationId: 00DRW0000000001, crm: {system: salesforce, baseUrl: "https://rimewell.my.salesforce.example", clientId: NO_CLIENT_ID, token: SALESFORCE_CLIENT_SECRET}}
`;
const ops: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };

describe('Salesforce', () => {
  let org: FakeSalesforce;
  let intake: TestService;
  beforeEach(async () => {
    org = await new FakeSalesforce().open();
    intake = await TestService.open(intakeService, {
      config: { 'connections.yaml': config },
      environment: { SALESFORCE_KEY: KEY, SALESFORCE_KEY_OLD: OLD_KEY, SALESFORCE_CLIENT_ID: 'consumer-1', SALESFORCE_CLIENT_SECRET: 'secret-1', PUBLIC_URL: 'https://leads.example', EGRESS_MAP: `*.example=${org.address}` },
    });
  });
  afterEach(async () => {
    await intake.close();
    await org.close();
  });

  const post = (body: string, key: string | null = KEY) => intake.send(`/hooks/salesforce${key === null ? '' : `?key=${key}`}`, { headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' }, body });
  const send = (notifications: readonly SentNotification[], more: Partial<Parameters<typeof outboundMessage>[0]> = {}) => post(outboundMessage({ session: SESSION, notifications, ...more }));
  const notice = (objectId: string, n = 1, more: Partial<SentNotification> = {}): SentNotification => ({ id: `04lRW${String(n).padStart(10, '0')}AAA`, objectId, ...more });
  const reto = () => org.put({ email: 'reto@rheintal.example', other: { FirstName: 'Reto', LastName: 'Feldhaus', Company: 'Rheintal Frischdienst', Country: 'Switzerland', Title: 'Head of Logistics', NumberOfEmployees: '430', LeadSource: 'Web' } });
  const captured = () => intake.heard(leadCaptured);
  const open = async () => {
    const newest = new Map((await intake.heard(messageDeadLettered)).map(({ data }) => [data.deadLetterId, data]));
    return [...newest.values()].filter(({ state }) => state === 'open');
  };
  const reads = () => org.heard.filter(({ path }) => path.includes('/composite/sobjects/Lead'));
  const calls = () => intake.rows<{ calls: number }>('SELECT COUNT(*) AS calls FROM intake_calls').then(([row]) => row!.calls);

  it('is answered as Salesforce needs once the call is stored; its lead is read back', async () => {
    const { id } = reto();
    const answer = await send([notice(id)]);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: expect.stringContaining('<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack>') });
    expect(await calls()).toBe(1);
    await until('it is read back', async () => (await captured()).length === 1);
    expect((await captured())[0]!.data.lead).toMatchObject({
      connection: 'salesforce', crm: [{ connection: 'salesforce', system: 'salesforce', objectType: 'Lead', objectId: id }], leadSource: 'Web',
      person: { data: { fullName: 'Reto Feldhaus', email: 'reto@rheintal.example', title: 'Head of Logistics' } }, company: { name: 'Rheintal Frischdienst', domain: 'rheintal.example', country: 'CH', employees: 430 },
    });
  });

  it('believes nothing that the message says of the lead itself', async () => {
    const { id } = reto();
    await send([notice(id, 1, { fields: '<sf:Email>mallory@evil.example</sf:Email><sf:Company>Mallory</sf:Company>' }), notice('00QRW0000000099AAA', 2)]);
    await intake.idle();
    expect((await captured()).map(({ data }) => data.lead.company.name)).toEqual(['Rheintal Frischdienst']);
    expect(await open()).toMatchObject([{ title: 'Salesforce announced a lead that is not there', detail: 'It told of 00QRW0000000099AAA, but does not show it when it is read back with SALESFORCE_CLIENT_SECRET.' }]);
  });

  it('keeps the session nowhere: not in the store, not in the log, not in an answer', async () => {
    const { id } = reto();
    const answers = [
      await send([notice(id)]), await send([notice(id)], { session: `${SESSION}-2` }), await send([], { session: SESSION }), await send([notice(id)], { organizationId: '00DRW0000000009EAA' }),
      await post(outboundMessage({ session: SESSION, notifications: [] }).slice(0, -9)), await post(outboundMessage({ session: `<![CDATA[${SESSION}]]>`, notifications: [notice(id)] })),
    ];
    await intake.idle();
    const stored = await intake.atRest();
    expect(stored.some((bytes) => bytes.includes('OrganizationId'))).toBe(true);
    for (const secret of ['live-session', KEY]) {
      expect(stored.filter((bytes) => bytes.includes(secret))).toEqual([]);
      expect(JSON.stringify(intake.logged)).not.toContain(secret);
      expect(JSON.stringify(answers)).not.toContain(secret);
      expect(JSON.stringify(await intake.call(ops, 'GET', '/api/connections'))).not.toContain(secret);
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 401, 400, 400]);
  });

  it('is the same call when only its session is another', async () => {
    const { id } = reto();
    await send([notice(id)]);
    await send([notice(id)], { session: 'another' });
    expect(await intake.rows('SELECT COUNT(*) AS amount, COUNT(repeats) AS repeats FROM intake_calls')).toEqual([{ amount: 2, repeats: 1 }]);
  });

  it('makes 100 leads of a full message in one reading, and none when it comes again, whole or in other company', async () => {
    const leads = Array.from({ length: 100 }, (_, n) => org.put({ email: `p${n}@larkmoor.example` }));
    const notices = leads.map(({ id }, n) => notice(id, n));
    await send(notices);
    await intake.idle();
    expect(await captured()).toHaveLength(100);
    expect(reads()).toHaveLength(1);
    await send(notices);
    await send(notices.slice(0, 60).reverse(), { session: 'another' });
    await intake.idle();
    expect(await captured()).toHaveLength(100);
    expect(new Set((await intake.heard(leadMerged)).map(({ data }) => data.matchedBy))).toEqual(new Set(['sender-id']));
    expect(await open()).toEqual([]);
  });

  it('takes the lead as it stands now when a notification comes again with other contents', async () => {
    const { id } = reto();
    await send([notice(id)]);
    await send([notice(id, 1, { fields: '<sf:Title>Another</sf:Title>' })]);
    await intake.idle();
    expect(await captured()).toHaveLength(1);
    expect(await open()).toEqual([]);
  });

  it('merges later news of a lead into it', async () => {
    const { id } = reto();
    await send([notice(id)]);
    await intake.idle();
    org.leads.get(id)!.other['Phone'] = '+41 44 555 01 00';
    await send([notice(id, 2)]);
    await intake.idle();
    expect((await intake.heard(leadMerged)).map(({ data }) => [data.matchedBy, (data.lead.person as { data: { phone: string } }).data.phone])).toEqual([['crm-object', '+41445550100']]);
  });

  it('loses nothing while Salesforce is down and we are started again', async () => {
    org.meet('down', 'down');
    await send([notice(reto().id)]);
    await until('it was tried', () => Promise.resolve(reads().length > 0));
    await intake.restart();
    for (let tries = 0; tries < 4; tries += 1) {
      await intake.pass(60_000);
      await intake.idle();
    }
    expect(await captured()).toHaveLength(1);
  });

  it('is proved by the secret that is being replaced, too', async () => {
    expect((await post(outboundMessage({ notifications: [notice(reto().id)] }), OLD_KEY)).status).toBe(200);
  });

  it('keeps a message of other objects, and asks about one of none', async () => {
    expect((await send([notice('003RW0000000001AAA', 1, { type: 'sf:Contact' })])).status).toBe(200);
    await intake.idle();
    expect(await open()).toEqual([]);
    expect((await send([])).status).toBe(200);
    expect(await open()).toMatchObject([{ title: 'A call of Salesforce tells of nothing' }]);
    expect(reads()).toEqual([]);
  });

  it.each([
    ['no key', () => post(outboundMessage({ notifications: [] }), null), 401, 'signature_missing'],
    ['another key', () => post(outboundMessage({ notifications: [] }), `${KEY}1`), 401, 'signature_invalid'],
    ['another organisation', () => send([], { organizationId: '00DRW0000000002EAA' }), 401, 'signature_invalid'],
    ['a message that is not on the list', () => send([], { actionId: '04kRW0000000002EAA' }), 401, 'signature_invalid'],
    ['a document type', () => post(outboundMessage({ notifications: [] }).replace('<soapenv:Envelope', '<!DOCTYPE x SYSTEM "https://evil.example/x.dtd"><soapenv:Envelope')), 400, 'body_unreadable'],
    ['broken XML', () => post('<soapenv:Envelope>'), 400, 'body_unreadable'],
    ['more than a megabyte', () => post(`${outboundMessage({ notifications: [] })}${' '.repeat(1_048_576)}`), 413, 'body_too_large'],
  ])('refuses %s with no Ack, and stores nothing', async (_, call, status, code) => {
    expect(await call()).toMatchObject({ status, headers: { 'content-type': expect.stringContaining('application/problem+json') }, body: { code } });
    expect(await calls()).toBe(0);
    expect(org.heard).toEqual([]);
  });

  it('says which credential is missing', async () => {
    expect(await intake.send(`/hooks/half?key=${KEY}`, { body: '<a/>' })).toMatchObject({ status: 503, body: { code: 'connection_off' } });
    const { body } = await intake.call(ops, 'GET', '/api/connections');
    expect(body.find(({ name }: { name: string }) => name === 'half').off).toContain('Set NO_CLIENT_ID (or NO_CLIENT_ID_FILE)');
    expect(body.find(({ name }: { name: string }) => name === 'salesforce')).toMatchObject({ off: null, url: 'https://leads.example/hooks/salesforce?key=<SALESFORCE_KEY>' });
  });

  it('says what a configuration lacks, at its line', () => {
    const text = 'connections:\n  api: {vendor: api}\n  sf:\n    vendor: salesforce\n    secret: SALESFORCE_KEY\n';
    expect(wordFindings('config/connections.yaml', { text, ...readConfigText('connections', text, configChecks.connections) }, 'Version 12 stays in force.')).toBe(`config/connections.yaml has 2 problems. Version 12 stays in force.

1  line 3, connections.sf.crm: is missing. Outbound messages are not signed, so that each lead is read back: add crm: {system: salesforce, baseUrl, clientId, token}
   Compare with the example in config/connections.yaml.

2  line 3, connections.sf.organizationId: is missing. Copy it from Setup, Company Information: 00D…
   Compare with the example in config/connections.yaml.`);
  });
});
