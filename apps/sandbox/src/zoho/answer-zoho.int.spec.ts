import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessSentence, CrmClients, type CrmClient, type CrmLead, type CrmNote, type CrmTask } from '#connectors';
import { crmAccount, type CrmAccount } from '#contracts';
import { AxiosSafeHttp } from '#platform';
import { egressMapTo, SANDBOX_SECRETS } from '../secrets.js';
import { startSandbox, type Sandbox } from '../start-sandbox.js';
import { buildWorld } from '../world/build-world.js';
import { USERS } from './account.js';

const START = Date.UTC(2026, 10, 22);
const [RUTH] = USERS;
const GONE = USERS.find(({ active }) => !active)!;
const lead: CrmLead = { leadId: '01JLEAD', email: 'mina@brackwater.example', firstName: 'Mina', lastName: 'Lundgaard', phone: null, title: 'Buyer', company: 'Brackwater Cold Storage', website: null, country: 'US' };
const task: CrmTask = { marker: '01JAPPROVAL', subject: 'Send e-mail: Logs', body: 'Hi Mina', userId: RUTH!.id, dueAt: START };
const note: CrmNote = { marker: '01JEFFECT', text: 'Yours because: Rest of EMEA', at: START };

/** The product's client against the account: every question that it asks is answered. */
describe('answerZoho', () => {
  let sandbox: Sandbox;
  let client: CrmClient;
  let now = START;
  const account = crmAccount.parse({
    system: 'zoho', baseUrl: 'https://www.zohoapis.example', accountsUrl: 'https://accounts.zoho.example', clientId: 'ZOHO_CLIENT_ID', clientSecret: 'ZOHO_CLIENT_SECRET', token: 'ZOHO_REFRESH_TOKEN',
  }) as CrmAccount & { system: 'zoho' };
  const clientsWith = (secrets: Readonly<Record<string, string>>): CrmClients => new CrmClients(new AxiosSafeHttp(egressMapTo(sandbox.port)), { secret: (name) => secrets[name] });

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld(), now: () => now });
    client = clientsWith(SANDBOX_SECRETS).of(account);
  });
  afterAll(() => sandbox.stop());

  it('makes a lead once, found by address or by the id that Leadwright gave', async () => {
    const made = await client.createLead(lead, false);
    expect(made).toMatchObject({ outcome: 'done', changed: true });
    expect(await client.createLead({ ...lead, email: 'Mina@Brackwater.example' }, false)).toMatchObject({ changed: false, objectId: made.outcome === 'done' && made.objectId });
    expect(await client.createLead({ ...lead, email: null }, true)).toMatchObject({ changed: false });
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'contact-created')).toMatchObject([{ crm: 'Zoho', email: lead.email, leadId: '01JLEAD' }]);
  });

  it('takes owner, facts, one task and one note, and the journal calls facts by our names', async () => {
    const id = sandbox.zoho.seed({ Last_Name: 'Reddish', Email: 'callum@larkmoor.example', Company: 'Larkmoor' });
    expect(await client.setOwner(id, RUTH!.id, false)).toMatchObject({ outcome: 'done' });
    expect(await client.setOwner(id, GONE.id, false)).toMatchObject({ outcome: 'refused', vendorSaid: expect.stringContaining('the user given is not active') });
    expect(await client.writeFacts(id, { values: { leadwright_fit: 'Good fit' }, policy: 'fill-if-empty', ours: {} })).toMatchObject({ outcome: 'done', written: ['leadwright_fit'] });
    expect(await client.writeFacts(id, { values: { leadwright_fit: 'Not a fit' }, policy: 'fill-if-empty', ours: {} })).toMatchObject({ changed: false, kept: ['leadwright_fit'] });
    for (const changed of [true, false]) {
      expect(await client.createTask(id, task, true)).toMatchObject({ changed });
      expect(await client.createNote(id, note, true)).toMatchObject({ changed });
    }
    expect(sandbox.zoho.lead(id)).toMatchObject({ owner: RUTH!.id, fields: { Leadwright_Fit: 'Good fit' } });
    expect(sandbox.journal.entries.filter((entry) => 'objectId' in entry && entry.objectId === id))
      .toMatchObject([{ kind: 'contact-seeded' }, { kind: 'owner-set' }, { kind: 'owner-refused' }, { kind: 'facts-written', values: { leadwright_fit: 'Good fit' } }, { kind: 'task-created' }, { kind: 'note-created' }]);
  });

  it('gives leads back, and lists what changed since a moment over several pages', async () => {
    now = START + 60_000;
    const ids = Array.from({ length: 130 }, (_, index) => sandbox.zoho.seed({ Last_Name: `P${index}`, Email: `p${index}@larkmoor.example`, Company: 'Larkmoor' }));
    expect(await client.readLeads([ids[0]!, '999999'])).toMatchObject({ outcome: 'read', records: [{ objectId: ids[0], updatedAt: now, properties: { Last_Name: 'P0', Company: 'Larkmoor', Created_Time: '2026-11-22T00:01:00+00:00' } }], missing: ['999999'] });
    const first = await client.listRecent(now, null);
    const second = await client.listRecent(now, first.outcome === 'page' ? first.next : null);
    expect(second).toMatchObject({ outcome: 'page', next: null });
    expect([first, second].flatMap((page) => (page.outcome === 'page' ? page.records.map(({ objectId }) => objectId) : []))).toEqual(ids);
  });

  it('opens a channel', async () => {
    expect(await clientsWith(SANDBOX_SECRETS).keepZohoChannel(account, { id: '1000000068001', token: SANDBOX_SECRETS.ZOHO_CHANNEL_TOKEN, notifyUrl: 'https://leads.example/hooks/zoho', until: now })).toBeNull();
  });

  it('says who of the reps is there, and refuses a wrong refresh token', async () => {
    expect(accessSentence('Zoho', await client.checkAccess([{ userId: RUTH!.id, name: RUTH!.name }, { userId: GONE.id, name: GONE.name }]))).toBe(`Zoho: token works. 2 of 2 active reps found; ${GONE.name} is deactivated there.`);
    expect(await clientsWith({ ...SANDBOX_SECRETS, ZOHO_REFRESH_TOKEN: 'wrong' }).of(account).checkAccess([])).toMatchObject({ token: 'refused', refusal: { code: 'invalid_code' } });
  });
});
