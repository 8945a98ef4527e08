import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessSentence, HubspotClient, type CrmNote } from '#connectors';
import { AxiosSafeHttp } from '#platform';
import { egressMapTo, SANDBOX_SECRETS } from '../secrets.js';
import { startSandbox, type Sandbox } from '../start-sandbox.js';
import { buildWorld } from '../world/build-world.js';

const START = Date.UTC(2026, 10, 22);
const contact = (index: number) => ({ id: String(50_001 + index), properties: { email: `p${index}@larkmoor.example`, firstname: `P${index}` } });

/** The product's client reads back and lists what the account holds. */
describe('answerHubspot', () => {
  let sandbox: Sandbox;
  let http: AxiosSafeHttp;
  let hubspot: HubspotClient;
  let now = START;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld(), now: () => now });
    http = new AxiosSafeHttp(egressMapTo(sandbox.port));
    hubspot = new HubspotClient(http, { baseUrl: 'https://api.hubapi.example', token: SANDBOX_SECRETS.HUBSPOT_TOKEN, objectType: 'contacts' });
    for (let index = 0; index < 250; index += 1) {
      now = START + index * 1_000;
      sandbox.crm.seed([contact(index)]);
    }
  });
  afterAll(() => sandbox.stop());

  it('gives contacts in batches of a hundred, and says which are not there', async () => {
    const ids = [...Array.from({ length: 120 }, (_, index) => contact(index).id), '77'];
    const read = await hubspot.readLeads(ids);
    expect(read).toMatchObject({ outcome: 'read', missing: ['77'] });
    expect(read.outcome === 'read' && read.records).toHaveLength(120);
    expect(read.outcome === 'read' && read.records[5]).toMatchObject({ objectId: '50006', updatedAt: START + 5_000, properties: { email: 'p5@larkmoor.example', jobtitle: null } });
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'contacts-read')).toMatchObject([{ objectIds: ids.slice(0, 100), missing: [] }, { missing: ['77'] }]);
  });

  it('refuses a batch of 101, and one that names an id twice', async () => {
    const batch = async (ids: string[]) => {
      const headers = { authorization: `Bearer ${SANDBOX_SECRETS.HUBSPOT_TOKEN}`, 'content-type': 'application/json' };
      const { status, body } = await http.request({ method: 'POST', url: 'https://api.hubapi.example/crm/v3/objects/contacts/batch/read', headers, body: JSON.stringify({ properties: ['email'], inputs: ids.map((id) => ({ id })) }) });
      return `${status} ${(JSON.parse(body.toString()) as { message: string }).message}`;
    };
    expect(await batch(Array.from({ length: 101 }, (_, index) => contact(index).id))).toMatch(/^400 .*100/);
    expect(await batch(['50001', '50001'])).toMatch(/^400 Duplicate/);
  });

  it('lists what changed since a moment, page by page, oldest change first', async () => {
    now = START + 300_000;
    await hubspot.setOwner('50001', '7005', false);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await hubspot.listRecent(START + 100_000, cursor);
      if (page.outcome !== 'page') throw new Error(page.vendorSaid);
      seen.push(...page.records.map(({ objectId }) => objectId));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual([...Array.from({ length: 150 }, (_, index) => contact(index + 100).id), '50001']);
  });

  it('takes one note, and finds it again by its marker', async () => {
    const note: CrmNote = { marker: '01JEFFECT', text: 'Yours because: Rest of EMEA', at: START };
    expect(await hubspot.createNote('50001', note, true)).toMatchObject({ outcome: 'done', changed: true });
    expect(await hubspot.createNote('50001', note, true)).toMatchObject({ outcome: 'done', changed: false });
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'note-created')).toMatchObject([{ crm: 'HubSpot', objectId: '50001', body: expect.stringContaining('Leadwright 01JEFFECT') }]);
    expect(await hubspot.createNote('77', { ...note, marker: '01JOTHER' }, false)).toMatchObject({ outcome: 'refused', code: 'OBJECT_NOT_FOUND' });
  });

  it('says what the token may do and who of the reps is there', async () => {
    const report = await hubspot.checkAccess([{ userId: '7005', name: 'Nora Byrne-Quill' }, { userId: '7010', name: 'Lars Ekendahl' }, { userId: '7099', name: 'Nobody' }]);
    expect(accessSentence('HubSpot', report)).toBe('HubSpot: token works. 2 of 3 active reps found; Lars Ekendahl is deactivated there; Nobody is not known there.');
  });
});
