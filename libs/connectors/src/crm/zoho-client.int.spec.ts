import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeZoho, ScriptedServer } from '#testing';
import { AxiosSafeHttp } from '#platform';
import type { CrmLead } from './crm-client.js';
import { RateGate } from './rate-gate.js';
import { ZohoClient } from './zoho-client.js';
import { ZohoSession } from './zoho-session.js';

const lead: CrmLead = { leadId: '01JLEAD', email: 'mina@brackwater.example', firstName: 'Mina', lastName: 'Lundgaard', phone: null, title: 'Buyer', company: 'Brackwater', website: null, country: 'US' };
const credentials = { clientId: 'client-1', clientSecret: 'client-secret-1', refreshToken: 'refresh-1' };

/** What only Zoho does; the rest is in the conformance suite. */
describe('ZohoClient', () => {
  let crm: FakeZoho;
  let client: ZohoClient;
  const clientOf = (egress: string, objectType: 'Leads' | 'Contacts' = 'Leads'): ZohoClient => {
    const http = new AxiosSafeHttp(egress);
    return new ZohoClient(http, { baseUrl: 'https://www.zohoapis.example/', apiVersion: 'v8', objectType }, new ZohoSession(http, 'https://accounts.zoho.example', () => credentials), new RateGate());
  };
  beforeEach(async () => {
    crm = await new FakeZoho().open();
    client = clientOf(`*.example=${crm.address}`);
  });
  afterEach(() => crm.close());

  it('takes the record that an account with unique addresses names, though the search does not show it yet', async () => {
    const { id } = crm.put({ email: 'Mina@brackwater.example' });
    crm.searchLags = true;
    expect(await client.createLead(lead, false)).toMatchObject({ outcome: 'done', changed: false, objectId: id });
  });

  it('does not take a longer address for the one that it looked for', async () => {
    crm.put({ email: 'old-mina@brackwater.example' });
    expect(await client.createLead(lead, false)).toMatchObject({ changed: true });
  });

  it('lets a task belong to its lead, with day and priority', async () => {
    const { id } = crm.put();
    await client.createTask(id, { marker: '01JA', subject: 'Send e-mail', body: 'Hi <Mina>,', userId: '554023000000235001', dueAt: Date.UTC(2026, 10, 22, 9, 5) }, false);
    expect(crm.texts[0]!.wire).toEqual({ Subject: 'Send e-mail', Description: 'Hi <Mina>,\n\nLeadwright 01JA', Due_Date: '2026-11-22', Priority: 'High', What_Id: { id }, $se_module: 'Leads', Owner: { id: '554023000000235001' } });
  });

  it('reads owners as ids and our fields by our names', async () => {
    const { id } = crm.put({ owner: '554023000000235002', facts: { leadwright_fit: 'Good fit' }, other: { Company: 'Brackwater' } });
    expect(await client.readLeads([id, 'no-number'])).toMatchObject({ missing: ['no-number'], records: [{ ownerUserId: '554023000000235002', properties: { Owner: '554023000000235002', leadwright_fit: 'Good fit', Company: 'Brackwater' } }] });
  });

  it('names the scopes that are missing, and takes none of them for a bad token', async () => {
    crm.missingScopes.add('coql').add('users').add('modules');
    expect(await client.checkAccess([])).toMatchObject({ token: 'works', missingScopes: ['ZohoCRM.modules.ALL', 'ZohoCRM.coql.READ', 'ZohoCRM.users.READ'], users: null });
    expect(await client.readLeads(['1'])).toMatchObject({ outcome: 'refused', code: 'OAUTH_SCOPE_MISMATCH' });
    expect(crm.tokens).toBe(0);
  });

  describe('by single answers', () => {
    let server: ScriptedServer;
    beforeEach(async () => { server = await ScriptedServer.start(); });
    afterEach(() => server.stop());
    const token = { body: { access_token: 'access-1' } };

    it('writes a contact by the names that contacts have', async () => {
      server.script(token, { status: 204, body: '' }, { status: 201, body: { data: [{ code: 'SUCCESS', status: 'success', details: { id: '7' } }] } });
      expect(await clientOf(server.egressMap, 'Contacts').createLead(lead, true)).toMatchObject({ changed: true, objectId: '7' });
      expect(server.heard.map(({ url }) => url.split('?')[0])).toEqual(['/oauth/v2/token', '/crm/v8/Contacts/search', '/crm/v8/Contacts']);
      expect(JSON.parse(server.heard[2]!.body).data).toEqual([{ Last_Name: 'Lundgaard', First_Name: 'Mina', Email: lead.email, Leadwright_Lead_Id: '01JLEAD', Title: 'Buyer', Mailing_Country: 'US' }]);
    });

    it('waits ten minutes when it asked for too many tokens, and says what was refused otherwise', async () => {
      server.script({ status: 400, body: { error: 'Access Denied', error_description: 'You have made too many requests continuously. Please try again after some time.' } });
      await expect(clientOf(server.egressMap).readLeads(['1'])).rejects.toMatchObject({ code: 'CRM.RATE_LIMITED', retryAfterMs: 600_000 });
      server.script({ status: 200, body: { error: 'invalid_client' } });
      expect(await clientOf(server.egressMap).readLeads(['1'])).toMatchObject({ outcome: 'refused', code: 'invalid_client' });
    });

    it('takes an error inside a 200 for one', async () => {
      server.script(token, { body: { data: [{ code: 'INVALID_DATA', status: 'error', message: 'the user given is not active', details: { api_name: 'Owner' } }] } });
      expect(await clientOf(server.egressMap).setOwner('1', '2', false)).toMatchObject({ outcome: 'refused', code: 'INVALID_DATA', about: ['Owner'] });
    });
  });
});
