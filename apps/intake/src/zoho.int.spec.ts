import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadChanged, leadMerged, messageDeadLettered, type Identity } from '#contracts';
import { FakeZoho, TestService, until } from '#testing';
import { intakeService } from './intake.service.js';

const SECRET = 'token of the channel'.replaceAll(' ', '-');
const crm = 'crm: {system: zoho, baseUrl: "https://www.zohoapis.example", accountsUrl: "https://accounts.zoho.example", clientId: ZOHO_ID, clientSecret: ZOHO_SECRET, token: ZOHO_TOKEN}';
const config = `
connections:
  zoho: {vendor: zoho, label: Zoho, mode: observe, secret: ZOHO_CHANNEL, ${crm}}
`;
const ops: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
const DAY = 86_400_000;

describe('Zoho', () => {
  let zoho: FakeZoho;
  let intake: TestService;
  const environment = { ZOHO_CHANNEL: SECRET, ZOHO_CHANNEL_OLD: 'the-token-before-it', ZOHO_ID: 'client-1', ZOHO_SECRET: 'client-secret-1', ZOHO_TOKEN: 'refresh-1', PUBLIC_URL: 'https://leads.example' };
  const open = async (more: Record<string, string> = {}, connections = config): Promise<void> => {
    intake = await TestService.open(intakeService, { config: { 'connections.yaml': connections }, environment: { ...environment, EGRESS_MAP: `*.example=${zoho.address}`, ...more } });
  };
  beforeEach(async () => {
    zoho = await new FakeZoho().open();
    await open();
    await intake.idle();
  });
  afterEach(async () => {
    await intake.close();
    await zoho.close();
  });

  const told = (ids: readonly string[], more: object = {}) => intake.send('/hooks/zoho', { body: JSON.stringify({
    server_time: intake.clock.now(), query_params: {}, module: 'Leads', resource_uri: 'https://www.zohoapis.example/crm/v8/Leads', ids, affected_fields: [], operation: 'insert', channel_id: '1', token: SECRET, ...more,
  }) });
  const captured = () => intake.heard(leadCaptured);
  const openItems = async () => (await intake.heard(messageDeadLettered)).map(({ data }) => data).filter(({ state }) => state === 'open');
  const channels = () => zoho.heard.filter(({ path }) => path.endsWith('/actions/watch'));
  const tessa = () => zoho.put({ email: 'tessa@pelhamrye.example', changedAt: intake.clock.now(), other: { First_Name: 'Tessa', Last_Name: 'Moorcroft', Company: 'Pelham Rye', Country: 'UK', Designation: 'Head of Quality', No_of_Employees: '620', Created_Time: new Date(intake.clock.now()).toISOString() } });

  it('stores a notification before it answers, reads its leads back together and makes leads of them', async () => {
    const { id } = tessa();
    const other = zoho.put({ email: 'mina@brackwater.example' });
    expect(await told([id, other.id])).toMatchObject({ status: 200, body: { accepted: 2 } });
    await until('they are read back', async () => (await captured()).length === 2);
    expect((await captured())[0]!.data.lead).toMatchObject({
      connection: 'zoho', mode: 'observe', crm: [{ connection: 'zoho', system: 'zoho', objectType: 'Leads', objectId: id }], createIn: null,
      person: { data: { fullName: 'Tessa Moorcroft', email: 'tessa@pelhamrye.example', title: 'Head of Quality' } }, company: { name: 'Pelham Rye', employees: 620, country: 'GB' },
    });
    expect(zoho.heard.filter(({ query }) => query.has('ids'))).toHaveLength(1);
  });

  it('adds nothing when a notification comes again', async () => {
    const { id } = tessa();
    await told([id]);
    await intake.idle();
    await told([id], { server_time: 1 });
    await intake.idle();
    expect((await intake.heard(leadMerged)).map(({ data }) => data.matchedBy)).toEqual(['sender-id']);
  });

  it('keeps no token of a call', async () => {
    await told([tessa().id]);
    const [call] = await intake.rows<{ body: string }>('SELECT body FROM intake_calls');
    expect(call!.body).toContain('zohoapis');
    expect(call!.body).not.toContain(SECRET);
  });

  it.each([
    ['no token', { token: undefined }, 401, 'signature_missing'],
    ['another token', { token: 'another-token-of-the-channel' }, 401, 'signature_invalid'],
    ['the beginning of the token', { token: SECRET.slice(0, -1) }, 401, 'signature_invalid'],
    ['the token before it', { token: 'the-token-before-it' }, 200, undefined],
  ])('answers a call with %s', async (_, more, status, code) => {
    expect(await told(['1'], more)).toMatchObject({ status, ...(code ? { body: { code } } : {}) });
    expect(await intake.rows('SELECT id FROM intake_calls')).toHaveLength(status === 200 ? 1 : 0);
  });

  it('waits while Zoho is down, and is patient when it is told to', async () => {
    const { id } = tessa();
    zoho.meet('too many calls', 'down');
    expect((await told([id])).status).toBe(200);
    for (let tries = 0; tries < 4; tries += 1) {
      await intake.pass(20_000);
      await intake.idle();
    }
    expect(await captured()).toHaveLength(1);
  });

  it('tells what changed of a lead that is known', async () => {
    const { id } = tessa();
    await told([id]);
    await intake.idle();
    await told([id, '42'], { operation: 'update', affected_values: [{ record_id: id, values: { Company: 'Pelham Rye Ltd', Leadwright_Fit: 'fit' } }, { record_id: '42', values: { Company: 'Stranger' } }] });
    await intake.pass(10_000);
    await intake.idle();
    expect((await intake.heard(leadChanged)).map(({ data }) => data)).toMatchObject([{ by: 'zoho', changes: { data: [{ field: 'company.name', value: 'Pelham Rye Ltd' }] } }]);
  });

  it('finds a lead of which no call told', async () => {
    tessa();
    await intake.pass(900_000);
    await intake.idle();
    expect(await captured()).toHaveLength(1);
  });

  describe('its channel', () => {
    it('is opened at start and prolonged day by day, with the token that is live', async () => {
      expect(channels().map(({ method }) => method)).toEqual(['PATCH', 'POST']);
      const [[id, channel]] = [...zoho.channels] as [[string, Record<string, unknown>]];
      expect(id).toMatch(/^\d{16}$/);
      expect(channel).toMatchObject({ notify_url: 'https://leads.example/hooks/zoho', token: SECRET, events: ['Leads.create', 'Leads.edit'], return_affected_field_values: true, channel_expiry: '2026-11-29T08:30:00+00:00' });
      await intake.pass(DAY);
      await intake.idle();
      expect(channels().map(({ method }) => method)).toEqual(['PATCH', 'POST', 'PATCH']);
      expect(zoho.channels.get(id)).toMatchObject({ channel_expiry: '2026-11-30T08:30:00+00:00' });
      expect(await openItems()).toEqual([]);
    });

    it('is a matter for a person when Zoho refuses it, and is tried again the next day', async () => {
      zoho.missingScopes.add('notifications');
      await intake.pass(DAY);
      await intake.idle();
      expect(await openItems()).toMatchObject([{ title: 'The notification channel of Zoho was not prolonged', detail: expect.stringContaining('OAUTH_SCOPE_MISMATCH') }]);
      const before = channels().length;
      await intake.pass(DAY);
      await intake.idle();
      expect(channels().length).toBeGreaterThan(before);
    });

    it('is not opened for an address that Zoho cannot call, nor where it is kept by others', async () => {
      await intake.close();
      const heard = zoho.heard.length;
      await open({ PUBLIC_URL: 'http://localhost:3000' });
      await intake.idle();
      expect(await openItems()).toMatchObject([{ detail: expect.stringContaining('PUBLIC_URL is http://localhost:3000') }]);
      await intake.close();
      await open({}, config.replace('mode: observe', 'keepChannel: false'));
      await intake.idle();
      expect(zoho.heard).toHaveLength(heard);
    });
  });

  it.each(['ZOHO_CHANNEL', 'ZOHO_ID', 'ZOHO_SECRET', 'ZOHO_TOKEN'])('is off while %s is not set, and says so', async (name) => {
    await intake.close();
    await open({ [name]: '', ...(name === 'ZOHO_CHANNEL' ? { ZOHO_CHANNEL_OLD: '' } : {}) });
    expect((await told(['1'])).body).toMatchObject({ code: 'connection_off' });
    expect((await intake.call(ops, 'GET', '/api/connections')).body[0].off).toContain(name);
  });

  it('takes no token that Zoho would cut off', async () => {
    await intake.close();
    await open({ ZOHO_CHANNEL: 'x'.repeat(51), ZOHO_CHANNEL_OLD: '' });
    expect((await intake.call(ops, 'GET', '/api/connections')).body[0].off).toContain('must be 16 to 50 visible characters');
  });
});
