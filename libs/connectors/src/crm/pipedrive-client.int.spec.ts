import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakePipedrive, PIPEDRIVE_FIELDS } from '#testing';
import { AxiosSafeHttp } from '#platform';
import type { CrmLead } from './crm-client.js';
import { PipedriveClient } from './pipedrive-client.js';
import { RateGate } from './rate-gate.js';

const lead: CrmLead = { leadId: '01JLEAD', email: 'Mina@brackwater.example', firstName: 'Mina', lastName: 'Lundgaard', phone: null, title: 'Buyer', company: 'Brackwater', website: null, country: null };
const { leadwright_lead_id: leadIdKey, leadwright_fit: fitKey } = PIPEDRIVE_FIELDS as { leadwright_lead_id: string; leadwright_fit: string };

/** What only Pipedrive does; the rest is in the conformance suite. */
describe('PipedriveClient', () => {
  let crm: FakePipedrive;
  const clientWith = (fields: Readonly<Record<string, string>>): PipedriveClient =>
    new PipedriveClient(new AxiosSafeHttp(`*.example=${crm.address}`), { baseUrl: 'https://acme.pipedrive.example/', token: 'token-1', fields }, new RateGate());
  let client: PipedriveClient;

  beforeEach(async () => {
    crm = await new FakePipedrive().open();
    client = clientWith(PIPEDRIVE_FIELDS);
  });
  afterEach(() => crm.close());

  it('keeps what has a field there, and leaves out what has none', async () => {
    await client.createLead(lead, false);
    expect([...crm.leads.values()][0]).toMatchObject({ email: 'Mina@brackwater.example', facts: { leadwright_lead_id: '01JLEAD', company: 'Brackwater' }, other: { name: 'Mina Lundgaard' } });
  });

  it.each([['by its address', lead], ['by its id', { ...lead, email: null }]])('finds a person of a moment ago %s, though the search does not show him yet', async (_, asked) => {
    crm.searchLags = true;
    crm.meet('answer lost');
    await client.createLead(asked, false).catch(() => undefined);
    expect(await client.createLead(asked, true)).toMatchObject({ changed: false });
    expect(crm.leads.size).toBe(1);
  });

  it('does not write facts that have no field', async () => {
    const { id } = crm.put();
    const few = clientWith({ leadwright_lead_id: leadIdKey, leadwright_fit: fitKey });
    const facts = { policy: 'fill-if-empty', ours: {} } as const;
    expect(await few.writeFacts(id, { ...facts, values: { leadwright_fit: 'Good fit', leadwright_industry: 'bakery' } })).toMatchObject({ written: ['leadwright_fit'], kept: [] });
    expect(await few.writeFacts(id, { ...facts, values: { leadwright_industry: 'bakery' } })).toMatchObject({ changed: false });
    expect(crm.leads.get(id)!.facts).toEqual({ leadwright_fit: 'Good fit' });
  });

  it('reads a person together with the organisation', async () => {
    crm.organizations.set(12, { id: 12, name: 'Brackwater Cold Storage', website: 'brackwater.example', address: { value: '1 Pier', country: 'USA' } });
    const { id } = crm.put({ email: 'mina@brackwater.example', other: { name: 'Mina Lundgaard', job_title: 'Buyer', phone: '+1 555 0100', org_id: '12' } });
    const plain = crm.put();
    const read = await client.readLeads([id, plain.id, 'no-number']);
    expect(read).toMatchObject({
      missing: ['no-number'],
      records: [{ properties: { name: 'Mina Lundgaard', job_title: 'Buyer', email: 'mina@brackwater.example', phone: '+1 555 0100', org_name: 'Brackwater Cold Storage', org_website: 'brackwater.example', org_country: 'USA' } }, { objectId: plain.id }],
    });
  });

  it('takes a deleted person for one that is not there, and does not list him', async () => {
    const deleted = crm.put();
    const shown = crm.put();
    crm.deleted.add(deleted.id);
    expect(await client.readLeads([deleted.id, shown.id])).toMatchObject({ records: [{ objectId: shown.id }], missing: [deleted.id] });
    expect(await client.listRecent(0, null)).toMatchObject({ records: [{ objectId: shown.id }] });
  });

  it('refuses a user id that is no number, before it calls', async () => {
    const { id } = crm.put();
    const refusal = { outcome: 'refused', code: 'INVALID_USER_ID', vendorSaid: 'INVALID_USER_ID, user ids of Pipedrive are numbers, not "mina"' };
    expect(await client.setOwner(id, 'mina', false)).toMatchObject(refusal);
    expect(await client.createTask(id, { marker: '01JA', subject: 's', body: 'b', userId: 'mina', dueAt: 0 }, false)).toMatchObject(refusal);
    expect(crm.heard).toHaveLength(0);
  });

  it('gives a task its day and time, and shows its text as it is', async () => {
    const { id } = crm.put();
    await client.createTask(id, { marker: '01JA', subject: 'Send e-mail', body: 'Hi <Mina>,', userId: '20001', dueAt: Date.UTC(2026, 10, 22, 9, 5) }, false);
    expect(crm.texts[0]!.wire).toEqual({
      subject: 'Send e-mail', type: 'task', due_date: '2026-11-22', due_time: '09:05:00', note: 'Hi &lt;Mina&gt;,<br><br>Leadwright 01JA', participants: [{ person_id: Number(id), primary: true }], owner_id: 20001,
    });
  });

  it('names the fields that are not configured, and those that are not there', async () => {
    crm.fields.delete('leadwright_fit');
    const few = clientWith({ leadwright_lead_id: leadIdKey, leadwright_fit: fitKey, title: 'a-key-that-is-not-there' });
    expect(await few.checkAccess([])).toMatchObject({ missingFields: ['leadwright_company_size', 'leadwright_industry', 'leadwright_fit', 'leadwright_summary', 'title'] });
  });
});
