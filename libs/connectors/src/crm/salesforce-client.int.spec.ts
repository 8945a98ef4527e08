import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeSalesforce } from '#testing';
import { AxiosSafeHttp } from '#platform';
import type { CrmLead } from './crm-client.js';
import { RateGate } from './rate-gate.js';
import { SalesforceClient } from './salesforce-client.js';
import { SalesforceSession } from './salesforce-session.js';

const lead: CrmLead = { leadId: '01JLEAD', email: 'reto@rheintal.example', firstName: 'Reto', lastName: null, phone: null, title: null, company: null, website: null, country: 'CH' };

/** What only Salesforce does; the rest is in the conformance suite. */
describe('SalesforceClient', () => {
  let crm: FakeSalesforce;
  let client: SalesforceClient;
  let asked: number;

  beforeEach(async () => {
    crm = await new FakeSalesforce().open();
    asked = 0;
    const http = new AxiosSafeHttp(`*.example=${crm.address}`);
    const account = { baseUrl: 'https://acme.my.salesforce.example/', apiVersion: 'v62.0' };
    const session = new SalesforceSession(http, account.baseUrl, () => { asked += 1; return { clientId: 'consumer-1', clientSecret: 'secret-1' }; });
    client = new SalesforceClient(http, account, session, new RateGate());
  });
  afterEach(() => crm.close());

  it('asks for one token, however many calls need it', async () => {
    const ids = Array.from({ length: 10 }, () => crm.put().id);
    await Promise.all(ids.map((id) => client.readLeads([id])));
    expect(asked).toBe(1);
    crm.meet('token refused');
    await Promise.all(ids.map((id) => client.readLeads([id])));
    expect(asked).toBe(2);
  });

  it('says what the token endpoint says, and asks again at the next call', async () => {
    crm.clientSecret = 'another';
    const refusal = { outcome: 'refused', retryable: false, code: 'invalid_client', vendorSaid: 'invalid_client, invalid client credentials', about: [] };
    expect(await client.createLead(lead, false)).toEqual(refusal);
    expect(await client.checkAccess([])).toEqual({ token: 'refused', refusal });
    crm.clientSecret = 'secret-1';
    expect(await client.createLead(lead, false)).toMatchObject({ outcome: 'done' });
  });

  it('gives a last name and a company where the lead has none', async () => {
    await client.createLead(lead, false);
    expect([...crm.leads.values()][0]!.other).toEqual({ FirstName: 'Reto', LastName: 'reto@rheintal.example', Company: '[not provided]', Country: 'CH' });
  });

  it('adopts the lead that a duplicate rule names, but not a contact', async () => {
    crm.duplicate = { type: 'Lead', id: '00QRW0000000042AAA' };
    expect(await client.createLead(lead, false)).toEqual({ outcome: 'done', objectId: '00QRW0000000042AAA', changed: false, written: [], kept: [] });
    crm.duplicate = { type: 'Contact', id: '003RW0000000042AAA' };
    expect(await client.createLead(lead, false)).toMatchObject({ outcome: 'refused', code: 'DUPLICATES_DETECTED', vendorSaid: 'DUPLICATES_DETECTED, Use one of these records?' });
  });

  it('knows an id of 15 signs as the one of 18', async () => {
    const { id } = crm.put({ owner: '005RW0000000001AAA' });
    expect(await client.setOwner(id, '005RW0000000001', true)).toMatchObject({ changed: false });
    expect(await client.checkAccess([{ userId: '005RW0000000007', name: 'Sofia' }, { userId: 'sofia', name: 'Typo' }])).toMatchObject({ users: [{ state: 'deactivated' }, { state: 'unknown' }] });
  });

  it('reads leads of an organisation that has none of our fields, and lists them', async () => {
    crm.fields.clear();
    const { id } = crm.put({ email: 'reto@rheintal.example', other: { NumberOfEmployees: '430' } });
    const records = [{ objectType: 'Lead', objectId: id, properties: { Email: 'reto@rheintal.example', NumberOfEmployees: '430' } }];
    expect(await client.readLeads([id])).toMatchObject({ outcome: 'read', records });
    expect(await client.listRecent(0, null)).toMatchObject({ outcome: 'page', records });
  });

  it('refuses to read a field that nobody has', async () => {
    const { id } = crm.put();
    expect(await client.readLeads([id], ['Region__c'])).toMatchObject({ outcome: 'refused', code: 'INVALID_FIELD', vendorSaid: "INVALID_FIELD, No such column 'Region__c' on entity 'Lead'" });
  });

  it('names the rights that are missing, and how many calls of the day are used', async () => {
    crm.readOnly.add('Lead').add('Leadwright_Fit__c');
    expect(await client.checkAccess([])).toMatchObject({ token: 'works', missingScopes: ['create on Lead', 'edit on Lead.Leadwright_Fit__c'], missingFields: [], calls: { used: 4_100, of: 5_000 } });
  });

  it('dates a task by day, high, and a note as done', async () => {
    const { id } = crm.put();
    await client.createTask(id, { marker: '01JA', subject: 'x'.repeat(300), body: 'Hi', userId: null, dueAt: Date.UTC(2026, 10, 22, 9) }, false);
    await client.createNote(id, { marker: '01JN', text: 'Why', at: Date.UTC(2026, 10, 23) }, false);
    expect(crm.texts.map(({ wire }) => wire)).toEqual([
      { WhoId: id, Subject: 'x'.repeat(255), Description: 'Hi\n\nLeadwright 01JA', ActivityDate: '2026-11-22', Priority: 'High' },
      { WhoId: id, Subject: 'Leadwright', Description: 'Why\n\nLeadwright 01JN', ActivityDate: '2026-11-23', Status: 'Completed' },
    ]);
  });
});
