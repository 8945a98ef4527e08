import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessSentence, CrmClients, type CrmClient, type CrmLead, type CrmNote, type CrmTask } from '#connectors';
import { crmAccount } from '#contracts';
import { AxiosSafeHttp } from '#platform';
import { egressMapTo, SANDBOX_SECRETS } from '../secrets.js';
import { startSandbox, type Sandbox } from '../start-sandbox.js';
import { buildWorld } from '../world/build-world.js';

const START = Date.UTC(2026, 10, 22);
const JONAS = '005RW0000000006';
const SOFIA = '005RW0000000007';
const lead: CrmLead = { leadId: '01JLEAD', email: "niamh.o'dea@larkmoor.example", firstName: 'Niamh', lastName: "O'Dea", phone: null, title: null, company: 'Larkmoor Chilled Foods', website: null, country: 'IE' };
const task: CrmTask = { marker: '01JAPPROVAL', subject: 'Send e-mail: Logs', body: 'Hi Niamh', userId: JONAS, dueAt: START };
const note: CrmNote = { marker: '01JEFFECT', text: 'Yours because: Rest of EMEA', at: START };

/** The product's client against the organisation: every question that it asks is answered. */
describe('answerSalesforce', () => {
  let sandbox: Sandbox;
  let client: CrmClient;
  let now = START;
  const account = crmAccount.parse({ system: 'salesforce', baseUrl: 'https://rimewell.my.salesforce.example', clientId: 'SALESFORCE_CLIENT_ID', token: 'SALESFORCE_CLIENT_SECRET' });
  const clientWith = (secrets: Record<string, string>): CrmClient => new CrmClients(new AxiosSafeHttp(egressMapTo(sandbox.port)), { secret: (name) => secrets[name] }).of(account);

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld(), now: () => now });
    client = clientWith(SANDBOX_SECRETS);
  });
  afterAll(() => sandbox.stop());

  it('makes a lead once, however often it is asked for, and finds it by its address', async () => {
    const made = await client.createLead(lead, false);
    expect(made).toMatchObject({ outcome: 'done', changed: true, objectId: expect.stringMatching(/^00Q\w{15}$/) });
    expect(await client.createLead({ ...lead, leadId: '01JOTHER', email: lead.email!.toUpperCase() }, false)).toMatchObject({ changed: false, objectId: made.outcome === 'done' && made.objectId });
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'contact-created')).toMatchObject([{ crm: 'Salesforce', email: lead.email, leadId: '01JLEAD' }]);
  });

  it('takes owner, facts, one task and one note, and the journal calls facts by our names', async () => {
    const id = sandbox.salesforce.seed({ Email: 'callum@larkmoor.example', LastName: 'Reddish', Company: 'Larkmoor' });
    expect(await client.setOwner(id, JONAS, false)).toMatchObject({ outcome: 'done' });
    expect(await client.setOwner(id, JONAS, true)).toMatchObject({ changed: false });
    expect(await client.writeFacts(id, { values: { leadwright_fit: 'Good fit' }, policy: 'fill-if-empty', ours: {} })).toMatchObject({ outcome: 'done', written: ['leadwright_fit'] });
    expect(await client.createTask(id, task, true)).toMatchObject({ changed: true });
    expect(await client.createTask(id, task, true)).toMatchObject({ changed: false });
    expect(await client.createNote(id, note, true)).toMatchObject({ changed: true });
    expect(await client.createNote(id, note, true)).toMatchObject({ changed: false });
    expect(sandbox.salesforce.lead(id)).toMatchObject({ OwnerId: JONAS, Leadwright_Fit__c: 'Good fit' });
    expect(sandbox.journal.entries.filter((entry) => 'objectId' in entry && entry.objectId === id && entry.kind !== 'contact-read'))
      .toMatchObject([{ kind: 'contact-seeded' }, { kind: 'owner-set', owner: JONAS }, { kind: 'facts-written', values: { leadwright_fit: 'Good fit' } }, { kind: 'task-created' }, { kind: 'note-created' }]);
  });

  it('refuses the first owner of Reto Feldhaus as an inactive user, as often as it is tried, and takes another', async () => {
    const id = sandbox.salesforce.seed({ Email: 'reto.feldhaus@rheintal-frischdienst.example', LastName: 'Feldhaus', Company: 'Rheintal Frischdienst' });
    const refusal = { outcome: 'refused', code: 'INACTIVE_OWNER_OR_USER', vendorSaid: expect.stringContaining('operation performed with inactive user'), about: ['OwnerId'] };
    expect(await client.setOwner(id, SOFIA, false)).toMatchObject(refusal);
    expect(await client.setOwner(id, SOFIA, true)).toMatchObject(refusal);
    expect(await client.setOwner(id, JONAS, false)).toMatchObject({ outcome: 'done' });
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'owner-refused')).toHaveLength(2);
  });

  it('gives leads back by id, and lists what changed since a moment over several pages', async () => {
    now = START + 60_000;
    const ids = Array.from({ length: 230 }, (_, index) => sandbox.salesforce.seed({ Email: `p${index}@larkmoor.example`, LastName: `P${index}`, Company: 'Larkmoor' }));
    expect(await client.readLeads([ids[0]!, '00QRW9999999999AAA'])).toMatchObject({ outcome: 'read', records: [{ objectId: ids[0], updatedAt: now, properties: { Email: 'p0@larkmoor.example', leadwright_fit: null } }], missing: ['00QRW9999999999AAA'] });
    const first = await client.listRecent(now, null);
    expect(first).toMatchObject({ outcome: 'page', next: expect.any(String) });
    const second = await client.listRecent(now, first.outcome === 'page' ? first.next : null);
    expect(second).toMatchObject({ outcome: 'page', next: null });
    expect([first, second].flatMap((page) => (page.outcome === 'page' ? page.records.map(({ objectId }) => objectId) : []))).toEqual(ids);
  });

  it('says who of the reps is there, and refuses a wrong secret', async () => {
    expect(accessSentence('Salesforce', await client.checkAccess([{ userId: SOFIA, name: 'Sofia Marchelli' }, { userId: '005RW0000000010', name: 'Lars Ekendahl' }]))).toBe('Salesforce: token works. 2 of 2 active reps found; Lars Ekendahl is deactivated there.');
    expect(await clientWith({ ...SANDBOX_SECRETS, SALESFORCE_CLIENT_SECRET: 'wrong' }).readLeads(['00QRW0000000001AAA'])).toMatchObject({ outcome: 'refused', code: 'invalid_client' });
  });
});
