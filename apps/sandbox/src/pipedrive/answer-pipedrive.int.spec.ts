import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessSentence, CrmClients, type CrmClient, type CrmLead, type CrmNote, type CrmTask } from '#connectors';
import { crmAccount } from '#contracts';
import { AxiosSafeHttp } from '#platform';
import { egressMapTo, SANDBOX_SECRETS } from '../secrets.js';
import { startSandbox, type Sandbox } from '../start-sandbox.js';
import { buildWorld } from '../world/build-world.js';
import { FIELD_KEYS } from './account.data.js';

const START = Date.UTC(2026, 10, 22);
const lead: CrmLead = { leadId: '01JLEAD', email: 'mina@brackwater.example', firstName: 'Mina', lastName: 'Lundgaard', phone: null, title: 'Buyer', company: 'Brackwater Cold Storage', website: null, country: 'US' };
const task: CrmTask = { marker: '01JAPPROVAL', subject: 'Send e-mail: Logs', body: 'Hi Mina', userId: '20005', dueAt: START };
const note: CrmNote = { marker: '01JEFFECT', text: 'Yours because: Rest of EMEA', at: START };

/** The product's client against the account: every question that it asks is answered. */
describe('answerPipedrive', () => {
  let sandbox: Sandbox;
  let client: CrmClient;
  let now = START;
  const account = crmAccount.parse({ system: 'pipedrive', baseUrl: 'https://rimewell.pipedrive.example', token: 'PIPEDRIVE_TOKEN', fields: FIELD_KEYS });
  const clientWith = (secrets: Record<string, string>): CrmClient => new CrmClients(new AxiosSafeHttp(egressMapTo(sandbox.port)), { secret: (name) => secrets[name] }).of(account);

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld(), now: () => now });
    client = clientWith(SANDBOX_SECRETS);
  });
  afterAll(() => sandbox.stop());

  it('makes a person once, found by address or by the id that Leadwright gave', async () => {
    const made = await client.createLead(lead, false);
    expect(made).toMatchObject({ outcome: 'done', changed: true });
    expect(await client.createLead({ ...lead, email: 'Mina@Brackwater.example' }, false)).toMatchObject({ changed: false, objectId: made.outcome === 'done' && made.objectId });
    expect(await client.createLead({ ...lead, email: null }, true)).toMatchObject({ changed: false });
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'contact-created')).toMatchObject([{ crm: 'Pipedrive', email: lead.email, leadId: '01JLEAD' }]);
  });

  it('takes owner, facts, one task and one note, and the journal calls facts by our names', async () => {
    const { id } = sandbox.pipedrive.seed({ name: 'Callum Reddish', email: 'callum@larkmoor.example' });
    expect(await client.setOwner(String(id), '20005', false)).toMatchObject({ outcome: 'done' });
    expect(await client.setOwner(String(id), '20010', false)).toMatchObject({ outcome: 'refused', vendorSaid: expect.stringContaining('Owner is not an active user') });
    expect(await client.writeFacts(String(id), { values: { leadwright_fit: 'Good fit' }, policy: 'fill-if-empty', ours: {} })).toMatchObject({ outcome: 'done', written: ['leadwright_fit'] });
    expect(await client.writeFacts(String(id), { values: { leadwright_fit: 'Not a fit' }, policy: 'fill-if-empty', ours: {} })).toMatchObject({ changed: false, kept: ['leadwright_fit'] });
    for (const changed of [true, false]) {
      expect(await client.createTask(String(id), task, true)).toMatchObject({ changed });
      expect(await client.createNote(String(id), note, true)).toMatchObject({ changed });
    }
    expect(sandbox.pipedrive.person(id)).toMatchObject({ owner_id: 20_005, custom_fields: { [FIELD_KEYS['leadwright_fit']!]: 'Good fit' } });
    expect(sandbox.journal.entries.filter((entry) => 'objectId' in entry && entry.objectId === String(id) && entry.kind !== 'contact-read'))
      .toMatchObject([{ kind: 'contact-seeded' }, { kind: 'owner-set' }, { kind: 'owner-refused' }, { kind: 'facts-written', values: { leadwright_fit: 'Good fit' } }, { kind: 'task-created' }, { kind: 'note-created' }]);
  });

  it('gives persons back with their organisation, and lists what changed since a moment over several pages', async () => {
    now = START + 60_000;
    const ids = Array.from({ length: 130 }, (_, index) => String(sandbox.pipedrive.seed({ name: `P${index}`, email: `p${index}@larkmoor.example`, organization: { name: 'Larkmoor', country: 'Ireland' } }).id));
    expect(await client.readLeads([ids[0]!, '999999'])).toMatchObject({ outcome: 'read', records: [{ objectId: ids[0], updatedAt: now, properties: { name: 'P0', email: 'p0@larkmoor.example', org_name: 'Larkmoor', org_country: 'Ireland' } }], missing: ['999999'] });
    const first = await client.listRecent(now, null);
    const second = await client.listRecent(now, first.outcome === 'page' ? first.next : null);
    expect(second).toMatchObject({ outcome: 'page', next: null });
    expect([first, second].flatMap((page) => (page.outcome === 'page' ? page.records.map(({ objectId }) => objectId) : []))).toEqual(ids);
  });

  it('says who of the reps is there, and refuses a wrong token', async () => {
    expect(accessSentence('Pipedrive', await client.checkAccess([{ userId: '20005', name: 'Nora Byrne-Quill' }, { userId: '20010', name: 'Lars Ekendahl' }]))).toBe('Pipedrive: token works. 2 of 2 active reps found; Lars Ekendahl is deactivated there.');
    expect(await clientWith({ PIPEDRIVE_TOKEN: 'wrong' }).setOwner('1', '20005', false)).toMatchObject({ outcome: 'refused', code: 'HTTP_401' });
  });
});
