import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accessView, connectionView, testLeadView, type Identity } from '#contracts';
import { FakeHubspot, FakePipedrive, FakeSalesforce, PIPEDRIVE_FIELDS, TestService, type FakeCrm } from '#testing';
import { intakeService } from '../intake.service.js';

const STANDARD_SECRET = `whsec_${Buffer.from('a secret of the CRM, 30 bytes..').toString('base64')}`;
const connections = `
connections:
  hubspot: {vendor: hubspot, label: HubSpot, reconcile: 0, secret: HUBSPOT_SECRET, crm: {system: hubspot, baseUrl: "https://api.hubapi.example", token: HUBSPOT_TOKEN}}
  crm: {vendor: standard, reconcile: 0, secret: CRM_SECRET, crm: {system: hubspot, baseUrl: "https://api.hubapi.example", token: OTHER_TOKEN}, each: "$.contacts[*]", map: {crmObjectId: $.id, email: $.email, fullName: $.name, company: $.company}}
  plain: {vendor: standard, secret: CRM_SECRET}
  typed: {vendor: standard, secret: CRM_SECRET, map: {email: '$.data.fields[?@.label == "E-mail"].value', fullName: '$.data.fields[?@.label == "Name"].value', phone: "$.data.phones[-1]"}}
  clash: {vendor: standard, secret: CRM_SECRET, map: {email: $.email, company: $.company, employees: $.company}}
  last: {vendor: standard, secret: CRM_SECRET, each: "$.leads[-1]", map: {email: $.email}}
  form:
    vendor: form
    label: Demo form
    createIn: crm
    signature: {header: Form-Signature, idHeader: Form-Id, timestampHeader: Form-Time, algorithm: hmac-sha1, encoding: hex, prefix: "v0=", signs: "{id}:{timestamp}:{body}", secret: FORM_SECRET}
    id: $.event.id
    map: {email: {answer: {ref: email}}, fullName: {answer: {label: Your name?}}, consent: {answer: {ref: updates}}, campaign: $.hidden.utm_campaign}
  asleep: {vendor: standard, secret: ASLEEP_SECRET}
  api: {vendor: api, createIn: crm}
gate: {testAddresses: ["test@*"]}
`;
const assignment = `
reps:
  ana: {name: Ana Castellan, email: ana@rimewell.example, zone: UTC, languages: [en], cap: {day: 9}, crmUser: {hubspot: "7001"}}
  tom: {name: Tom Halvorsen, email: tom@rimewell.example, zone: UTC, languages: [en], cap: {day: 9}, crmUser: {hubspot: "7009"}}
pools: {}
queues: {desk: {label: Desk, owner: desk@rimewell.example}}
rules: []
otherwise: {queue: desk}
`;
const kemal: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
const nora: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };

describe('trying a connection', () => {
  let crm: FakeHubspot;
  let intake: TestService;
  const open = (config = connections, more: Record<string, string> = {}) => TestService.open(intakeService, {
    config: { 'connections.yaml': config, 'assignment.yaml': assignment },
    environment: { HUBSPOT_SECRET: 'hs', HUBSPOT_TOKEN: 'pat-1', CRM_SECRET: STANDARD_SECRET, FORM_SECRET: 'form', PUBLIC_URL: 'https://leads.example', EGRESS_MAP: `*.example=${crm.address}`, ...more },
  });
  beforeEach(async () => {
    crm = await new FakeHubspot().open();
    intake = await open();
  });
  afterEach(async () => {
    await intake.close();
    await crm.close();
  });

  const post = (path: string, who = kemal) => intake.call(who, 'POST', `/api/connections/${path}`);
  const test = async (name: string) => testLeadView.parse((await post(`${name}/test`)).body);
  const valuesOf = ({ fields }: { fields: { field: string; value: string }[] }) => Object.fromEntries(fields.map(({ field, value }) => [field, value]));
  /** Rows of everything that a lead could leave behind. */
  const traces = async () => Promise.all(['intake_calls', 'intake_submissions', 'intake_claims', 'intake_leads', 'intake_readings', 'intake_tasks', 'intake_dead_letters', 'bus_messages'].map(async (table) => (await intake.rows(`SELECT * FROM ${table}`)).length));

  it('names the CRM behind each', async () => {
    const listed = connectionView.array().parse((await intake.call(kemal, 'GET', '/api/connections')).body);
    expect(listed.map(({ name, crm: system }) => [name, system]).slice(0, 3)).toEqual([['hubspot', 'hubspot'], ['crm', 'hubspot'], ['plain', null]]);
  });

  it.each(['check', 'test'])('lets sales ops %s, for connections that there are', async (what) => {
    expect((await post(`hubspot/${what}`, nora)).status).toBe(403);
    expect(await post(`hubspt/${what}`)).toMatchObject({ status: 404, body: { code: 'connection_unknown', detail: expect.stringContaining('Known: hubspot, crm,') } });
  });

  describe('Check access', () => {
    it('says what the CRM lets us do, and whom of the reps it knows', async () => {
      crm.fields.delete('leadwright_fit');
      expect(accessView.parse((await post('hubspot/check')).body)).toEqual({
        connection: 'hubspot', ok: false, checkedAt: '2026-11-22T09:30:00.000Z',
        sentence: 'HubSpot: token works. Missing property leadwright_fit: create it. 2 of 2 active reps found; Tom Halvorsen is deactivated there.',
      });
    });

    it.each<[string, string, boolean, string]>([
      ['form', 'has no CRM', true, 'No CRM behind it. Its secret is set.'],
      ['api', 'is for programs', true, 'No CRM behind it. Programs send with a token.'],
      ['asleep', 'has no secret', false, 'No CRM behind it. Set ASLEEP_SECRET (or ASLEEP_SECRET_FILE) to the secret that the sender signs with.'],
      ['crm', 'has no token', false, 'crm could not be checked. OTHER_TOKEN is not set: it opens https://api.hubapi.example. Set it, or OTHER_TOKEN_FILE. Without a user id in assignment.yaml (crmUser.crm), so that the owner cannot be written there: Ana Castellan, Tom Halvorsen.'],
    ])('answers for %s, which %s', async (name, _, ok, sentence) => {
      expect(await post(`${name}/check`)).toMatchObject({ status: 200, body: { ok, sentence } });
    });

    it('answers when the CRM does not', async () => {
      crm.meet('down');
      expect(await post('hubspot/check')).toMatchObject({ status: 200, body: { ok: false, sentence: 'HubSpot could not be checked. HubSpot answered 503.' } });
    });

    it('runs once for all who ask at the same time, and anew after that', async () => {
      const both = await Promise.all([post('hubspot/check'), post('hubspot/check')]);
      const calls = crm.heard.length;
      expect(both[0]!.body).toEqual(both[1]!.body);
      await post('hubspot/check');
      expect(crm.heard.length).toBe(2 * calls);
    });
  });

  describe('Send a test lead', () => {
    it.each<[string, string, Record<string, string>]>([
      ['crm', 'The call was proved, its mapping found 4 fields; a lead like this would be taken. Nothing was stored.', { email: 'avery.lindqvist@larkmoor.example', fullName: 'Avery Lindqvist', company: 'Larkmoor Chilled Foods', crmObjectId: expect.stringMatching(/^test_/) as unknown as string }],
      ['form', 'The call was proved, its mapping found 4 fields; a lead like this would be taken. Nothing was stored.', { email: 'avery.lindqvist@larkmoor.example', fullName: 'Avery Lindqvist', consent: 'yes', campaign: 'test-lead' }],
    ])('goes through the door of %s', async (name, sentence, values) => {
      if (name === 'crm') {
        await intake.close();
        intake = await open(connections, { OTHER_TOKEN: 'pat-1' });
      }
      const answer = await test(name);
      expect({ ...answer, fields: valuesOf(answer) }).toEqual({ connection: name, ok: true, sentence, fields: values });
    });

    it('fills every field where no mapping is given, as a lead spells it', async () => {
      const answer = await test('plain');
      expect(answer).toMatchObject({ ok: true, sentence: 'The call was proved, its mapping found 15 fields; a lead like this would be taken. Nothing was stored.' });
      expect(valuesOf(answer)).toMatchObject({ phone: '+442079460123', country: 'IE', employees: '840', consent: 'yes', submittedAt: '2026-11-22T09:30:00.000Z' });
    });

    it('leaves nothing behind, whatever is tried', async () => {
      crm.put({ email: 'tessa@pelhamrye.example' });
      const before = await traces();
      for (const name of ['hubspot', 'plain', 'typed', 'clash', 'last', 'form', 'api', 'asleep']) await test(name);
      await intake.idle();
      expect(await traces()).toEqual(before);
      expect(crm.writes).toBe(0);
    });

    it('names what no example can be written for, and tries the rest', async () => {
      const answer = await test('typed');
      expect(answer).toMatchObject({ ok: true, sentence: 'The call was proved, its mapping found 2 fields; a lead like this would be taken. Nothing was stored. Not tried, because no example can be written for it: map.phone ($.data.phones[-1]). Send one from there to see it.' });
      expect(await test('last')).toMatchObject({ ok: false, fields: [], sentence: expect.stringMatching(/^The call was proved, its mapping found 0 fields; it would wait under Needs attention: The mapping looks for leads at \$\.leads\[-1\].* each \(\$\.leads\[-1\]\)\./) });
    });

    it('sees a field that its mapping cannot find', async () => {
      expect(await test('clash')).toMatchObject({ ok: false, sentence: expect.stringContaining('found 2 of 3 fields; a lead like this would be taken. Nothing was stored. Not found, though it was sent: employees. Look at map.employees') });
    });

    it('says that a rule would end it', async () => {
      await intake.close();
      intake = await open(connections.replace('"test@*"', '"*@larkmoor.example"'));
      expect(await test('form')).toMatchObject({ ok: true, sentence: expect.stringContaining('would be ignored before spending: The address matches "*@larkmoor.example" of gate.testAddresses. Nothing was stored.') });
    });

    it('is not tried where calls are not taken', async () => {
      expect(await test('asleep')).toEqual({ connection: 'asleep', ok: false, fields: [], sentence: 'Not tried, because its calls are not taken. Set ASLEEP_SECRET (or ASLEEP_SECRET_FILE) to the secret that the sender signs with.' });
    });

    it('shows programs how to send one', async () => {
      const answer = await test('api');
      expect(answer).toMatchObject({ ok: true, sentence: expect.stringContaining('a lead like this would be taken. Nothing was stored. To send one that is stored: curl -X POST https://leads.example/api/leads -H "authorization: Bearer $INGEST_TOKEN"') });
      const sent = JSON.parse(/-d '(.*)'$/.exec(answer.sentence)![1]!);
      expect(await intake.send('/api/leads', { who: { ...kemal, role: 'ingest' }, body: JSON.stringify(sent) })).toMatchObject({ status: 200, body: { outcome: 'lead' } });
    });

    it('reads a lead back where calls carry ids only, and does not show who it is', async () => {
      crm.put({ email: 'old@corvane.example', changedAt: 1 });
      const { id } = crm.put({ email: 'tessa@pelhamrye.example', other: { firstname: 'Tessa', lastname: 'Moorcroft', phone: '+44 20 7946 0999', company: 'Pelham Rye', jobtitle: 'Head of Quality', message: 'Call me' }, changedAt: Date.parse('2026-11-20T09:00:00Z') });
      const answer = await test('hubspot');
      expect(valuesOf(answer)).toMatchObject({ email: 't…@pelhamrye.example', firstName: 'T…', lastName: 'M…', phone: '…99', company: 'Pelham Rye', title: 'Head of Quality', message: '7 characters', domain: 'pelhamrye.example' });
      expect(answer).toMatchObject({ ok: true, sentence: `A lead of HubSpot (${id}, changed 2026-11-20) was read back: its mapping found 9 of 12 fields; a lead like this would be taken. Nothing was stored. Empty there: country, employees, leadSource. Whether calls come and are signed right is seen when a lead is made there.` });
      expect(JSON.stringify(answer)).not.toMatch(/tessa|Moorcroft|7946|Call me/);
    });

    it('says so when a CRM holds no lead, refuses, or does not answer', async () => {
      expect(await test('hubspot')).toMatchObject({ ok: false, sentence: 'HubSpot can be read but holds no lead. Make one there and try again.' });
      crm.missingScopes.add('crm.objects.contacts.read');
      crm.missingScopes.add('crm.objects.contacts.write');
      expect(await test('hubspot')).toMatchObject({ ok: false, sentence: expect.stringMatching(/^HubSpot does not list its leads: .+ Check access says what is missing\.$/) });
      crm.meet('down');
      expect(await test('hubspot')).toMatchObject({ ok: false, sentence: 'HubSpot could not be read. HubSpot answered 503.' });
    });

    it('says so when a lead of the CRM could not be taken', async () => {
      crm.put({ email: null });
      expect(await test('hubspot')).toMatchObject({ ok: false, fields: [], sentence: expect.stringContaining('it would wait under Needs attention: The mapping looks for the e-mail in the property "email"; it is empty there.') });
    });
  });
});

describe('trying a connection of', () => {
  const cases: [string, () => FakeCrm, string, Record<string, string>, Parameters<FakeCrm['put']>[0], Record<string, string>][] = [
    ['Salesforce', () => new FakeSalesforce(), 'vendor: salesforce, organizationId: 00DRW0000000001, crm: {system: salesforce, baseUrl: "https://rimewell.my.salesforce.example", clientId: CLIENT_ID, token: TOKEN}',
      { SECRET: 'a-key_of-this-address-0001', CLIENT_ID: 'consumer-1', TOKEN: 'secret-1' },
      { email: 'reto@rheintal.example', other: { FirstName: 'Reto', LastName: 'Feldhaus', Company: 'Rheintal Frischdienst', Country: 'Switzerland', NumberOfEmployees: '430' } },
      { email: 'r…@rheintal.example', lastName: 'F…', company: 'Rheintal Frischdienst', country: 'CH', employees: '430' }],
    ['Pipedrive', () => new FakePipedrive(), `vendor: pipedrive, crm: {system: pipedrive, baseUrl: "https://rimewell.pipedrive.example", token: TOKEN, fields: ${JSON.stringify(PIPEDRIVE_FIELDS)}}`,
      { SECRET: 'password', TOKEN: 'token-1' },
      { email: 'mina@brackwater.example', other: { name: 'Mina Lundgaard', first_name: 'Mina', last_name: 'Lundgaard' } },
      { email: 'm…@brackwater.example', fullName: 'M… L…', domain: 'brackwater.example' }],
  ];

  it.each(cases)('%s asks what it lets us do, and reads a lead back', async (_, make, yaml, environment, lead, values) => {
    const crm = await make().open();
    const intake = await TestService.open(intakeService, { config: { 'connections.yaml': `connections: {it: {label: It, reconcile: 0, secret: SECRET, ${yaml}}}` }, environment: { ...environment, PUBLIC_URL: 'https://leads.example', EGRESS_MAP: `*.example=${crm.address}` } });
    try {
      expect((await intake.call(kemal, 'POST', '/api/connections/it/check')).body).toMatchObject({ ok: true, sentence: expect.stringMatching(/^It: token works\./) });
      const { id } = crm.put({ ...lead, changedAt: Date.parse('2026-11-22T09:00:00Z') });
      const answer = testLeadView.parse((await intake.call(kemal, 'POST', '/api/connections/it/test')).body);
      expect(answer).toMatchObject({ ok: true, sentence: expect.stringMatching(new RegExp(`^A lead of It \\(${id}, changed 2026-11-22\\) was read back: .* would be taken\\. Nothing was stored\\.`)) });
      expect(Object.fromEntries(answer.fields.map(({ field, value }) => [field, value]))).toMatchObject(values);
      expect([crm.writes, await intake.rows('SELECT id FROM intake_submissions')]).toEqual([0, []]);
    } finally {
      await intake.close();
      await crm.close();
    }
  });
});
