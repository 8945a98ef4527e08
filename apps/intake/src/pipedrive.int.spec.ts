import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadChanged, leadMerged, messageDeadLettered, type Identity } from '#contracts';
import { FakePipedrive, PIPEDRIVE_FIELDS, TestService, until } from '#testing';
import { intakeService } from './intake.service.js';

const config = `
connections:
  pipedrive: {vendor: pipedrive, label: Pipedrive, mode: observe, reconcile: 0, user: rimewell, secret: PIPEDRIVE_PASSWORD, crm: {system: pipedrive, baseUrl: "https://rimewell.pipedrive.example", token: PIPEDRIVE_TOKEN, fields: ${JSON.stringify(PIPEDRIVE_FIELDS)}}}
  api: {vendor: api}
`;
const ops: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('Pipedrive', () => {
  let account: FakePipedrive;
  let intake: TestService;
  beforeEach(async () => {
    account = await new FakePipedrive().open();
    intake = await TestService.open(intakeService, {
      config: { 'connections.yaml': config },
      environment: { PIPEDRIVE_PASSWORD: 'new', PIPEDRIVE_PASSWORD_OLD: 'old', PIPEDRIVE_TOKEN: 'token-1', PUBLIC_URL: 'https://leads.example', EGRESS_MAP: `*.example=${account.address}` },
    });
  });
  afterEach(async () => {
    await intake.close();
    await account.close();
  });

  const meta = (more: object = {}) => ({ version: '2.0', id: 'm-1', correlation_id: 'c-1', action: 'create', entity: 'person', entity_id: '1', company_id: '12345678', timestamp: new Date(intake.clock.now()).toISOString(), attempt: 1, ...more });
  const post = (body: unknown, authorization: string | null = basic('rimewell:new')) => intake.send('/hooks/pipedrive', { headers: authorization === null ? {} : { authorization }, body: JSON.stringify(body) });
  const created = (id: string, more: object = {}) => post({ meta: meta({ entity_id: id, ...more }), data: { id: Number(id), name: 'x', emails: [], phones: [], custom_fields: {} }, previous: null });
  const lead = (personId: string | null, more: object = {}) => post({ meta: meta({ entity: 'lead', entity_id: 'l-1', ...more }), data: { id: 'l-1', title: 'A lead', person_id: personId === null ? null : Number(personId), organization_id: null }, previous: null });
  const mina = () => {
    account.organizations.set(5, { id: 5, name: 'Brackwater Cold Storage', website: 'brackwater.example', address: { value: 'Portland', country: 'United States' } });
    return account.put({ email: 'mina@brackwater.example', other: { name: 'Mina Lundgaard', first_name: 'Mina', last_name: 'Lundgaard', job_title: 'Head of Quality', org_id: '5' } });
  };
  const captured = () => intake.heard(leadCaptured);
  const open = async () => {
    const newest = new Map((await intake.heard(messageDeadLettered)).map(({ data }) => [data.deadLetterId, data]));
    return [...newest.values()].filter(({ state }) => state === 'open');
  };
  const reads = () => account.heard.filter(({ path }) => path === '/api/v2/persons');

  it('stores an event before it answers; its person is read back, with the organisation', async () => {
    const { id } = mina();
    expect(await created(id)).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await intake.rows('SELECT COUNT(*) AS calls FROM intake_calls')).toEqual([{ calls: 1 }]);
    await until('it is read back', async () => (await captured()).length === 1);
    expect((await captured())[0]!.data.lead).toMatchObject({
      connection: 'pipedrive', mode: 'observe', crm: [{ connection: 'pipedrive', system: 'pipedrive', objectType: 'persons', objectId: id }],
      person: { data: { fullName: 'Mina Lundgaard', email: 'mina@brackwater.example', title: 'Head of Quality' } }, company: { domain: 'brackwater.example', country: 'US' },
    });
  });

  it('makes one lead of a person and a lead that are made together', async () => {
    const { id } = mina();
    await Promise.all([created(id), lead(id, { id: 'm-2' })]);
    await intake.idle();
    expect(await captured()).toHaveLength(1);
    expect((await intake.heard(leadMerged)).map(({ data }) => data.matchedBy)).toEqual(['crm-object']);
  });

  it('takes the company that is kept with the person before that of its organisation', async () => {
    const { id } = mina();
    account.leads.get(id)!.facts['company'] = 'Brackwater';
    await created(id);
    await intake.idle();
    expect((await captured())[0]!.data.lead.company.name).toBe('Brackwater');
  });

  it('adds nothing when an event comes again, and reads those of many events back together', async () => {
    account.meet('down');
    const persons = Array.from({ length: 100 }, (_, n) => account.put({ email: `p${n}@larkmoor.example`, other: { name: `P ${n}` } }));
    const send = (attempt: number) => Promise.all(persons.map(({ id }) => created(id, { id: `m-${id}`, attempt })));
    await send(1);
    await until('the first try is over', async () => (await intake.rows("SELECT id FROM intake_tasks WHERE kind = 'intake.read-back' AND due_at > ?", [intake.clock.now()])).length === 1);
    await intake.pass(2_000);
    await intake.idle();
    await send(2);
    await intake.idle();
    expect(await captured()).toHaveLength(100);
    expect(new Set((await intake.heard(leadMerged)).map(({ data }) => data.matchedBy))).toEqual(new Set(['sender-id']));
    expect(reads().length).toBeLessThan(20);
    expect(await open()).toEqual([]);
  });

  it('tells what changed of a person that is a lead, and nothing of others', async () => {
    const { id } = mina();
    await created(id);
    await intake.idle();
    const change = (personId: string) => post({
      meta: meta({ id: `m-9-${personId}`, action: 'change', entity_id: personId }),
      data: { id: Number(personId), name: 'Mina L.', job_title: 'COO', emails: [], phones: [], custom_fields: { [PIPEDRIVE_FIELDS['company']!]: { type: 'varchar', value: 'Brackwater Ltd' }, [PIPEDRIVE_FIELDS['leadwright_fit']!]: null } },
      previous: { name: 'Mina Lundgaard', job_title: 'Head of Quality', custom_fields: { [PIPEDRIVE_FIELDS['company']!]: null, [PIPEDRIVE_FIELDS['leadwright_fit']!]: { type: 'varchar', value: 'fit' } } },
    });
    const changedAt = new Date(intake.clock.now()).toISOString();
    expect(await change(id)).toMatchObject({ status: 200, body: { accepted: 0 } });
    await change('999');
    await intake.pass(10_000);
    await intake.idle();
    expect((await intake.heard(leadChanged)).map((event) => [event.leadId, event.data])).toEqual([
      [(await captured())[0]!.leadId, { by: 'pipedrive', changes: { sealed: false, keyId: expect.any(String), data: [{ field: 'person.title', value: 'COO', changedAt }, { field: 'company.name', value: 'Brackwater Ltd', changedAt }] } }],
    ]);
  });

  it('finds the lead again that Leadwright itself made there', async () => {
    const { body: { leadId } } = await intake.send('/api/leads', { who: ops, body: JSON.stringify({ phone: '+44 20 7946 0123' }) });
    await created(account.put({ facts: { leadwright_lead_id: leadId }, other: { name: 'Mina', phone: '+44 20 7946 0123' } }).id);
    await intake.idle();
    expect((await intake.heard(leadMerged)).map((event) => event.leadId)).toEqual([leadId]);
  });

  it('answers 2xx to whatever is its own, and asks a person about what cannot be read', async () => {
    const { id } = mina();
    const answers = [
      await post({ meta: meta({ action: 'delete', entity_id: id }), data: null, previous: {} }), await post({ meta: meta({ entity: 'deal' }), data: { id: 1, person_id: 1 }, previous: null }),
      await post({ v: 1, meta: { v: 1, action: 'added', object: 'person', id: 1 }, current: { id: 1 }, previous: null, event: 'added.person' }), await lead(null), await created('77'), await post([]),
    ];
    await intake.idle();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await open()).map(({ title, detail }) => [title, detail.slice(0, 45)])).toEqual(expect.arrayContaining([
      ['A call of Pipedrive is no event of a lead', 'It is a webhook of version 1, which names fie'], ['A call of Pipedrive is no event of a lead', 'A lead was made there that names no person, s'],
      ['A call of Pipedrive is no event of a lead', 'meta.version is not 2.0, so that nothing in i'], ['Pipedrive announced a lead that is not there', 'It told of 77, but does not show it when it i'],
    ]));
    expect(await open()).toHaveLength(4);
  });

  it('is proved by the password that is being replaced, too', async () => {
    expect((await post({ meta: meta(), data: null }, basic('rimewell:old'))).status).toBe(200);
  });

  it.each([
    ['no password', () => post({}, null), 'signature_missing'], ['another password', () => post({}, basic('rimewell:newer')), 'signature_invalid'], ['another user', () => post({}, basic('leadwright:new')), 'signature_invalid'],
  ])('refuses %s', async (_, call, code) => {
    expect(await call()).toMatchObject({ status: 401, body: { code } });
    expect(await intake.rows('SELECT id FROM intake_calls')).toEqual([]);
  });
});
