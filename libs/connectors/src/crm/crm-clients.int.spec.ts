import { describe, expect, it } from '@jest/globals';
import { describeCrmClient, FakeHubspot, FakePipedrive, FakeSalesforce, FakeZoho, PIPEDRIVE_FIELDS, type FakeCrm, type OpenCrm } from '#testing';
import { crmAccount, type CrmAccount } from '#contracts';
import { AxiosSafeHttp } from '#platform';
import { CrmClients } from './crm-clients.js';

/** A client as the product makes it: from configuration and environment. */
async function open(crm: FakeCrm, account: object, secrets: Record<string, string>): Promise<OpenCrm> {
  await crm.open();
  const parsed: CrmAccount = crmAccount.parse(account);
  const clients = new CrmClients(new AxiosSafeHttp(`*.example=${crm.address}`), { secret: (name) => secrets[name] });
  return { crm, client: clients.of(parsed), secrets: Object.values(secrets) };
}

describeCrmClient('HubSpot', () => open(new FakeHubspot(), { system: 'hubspot', baseUrl: 'https://api.hubspot.example', token: 'HUBSPOT_TOKEN' }, { HUBSPOT_TOKEN: 'pat-1' }));
describeCrmClient('Salesforce', () => open(
  new FakeSalesforce(), { system: 'salesforce', baseUrl: 'https://acme.my.salesforce.example', clientId: 'SALESFORCE_CLIENT_ID', token: 'SALESFORCE_CLIENT_SECRET' },
  { SALESFORCE_CLIENT_ID: 'consumer-1', SALESFORCE_CLIENT_SECRET: 'secret-1' },
));
describeCrmClient('Pipedrive', () => open(new FakePipedrive(), { system: 'pipedrive', baseUrl: 'https://acme.pipedrive.example', token: 'PIPEDRIVE_TOKEN', fields: PIPEDRIVE_FIELDS }, { PIPEDRIVE_TOKEN: 'token-1' }));
describeCrmClient('Zoho', () => open(
  new FakeZoho(), { system: 'zoho', baseUrl: 'https://www.zohoapis.example', accountsUrl: 'https://accounts.zoho.example', clientId: 'ZOHO_CLIENT_ID', clientSecret: 'ZOHO_CLIENT_SECRET', token: 'ZOHO_REFRESH_TOKEN' },
  { ZOHO_CLIENT_ID: 'client-1', ZOHO_CLIENT_SECRET: 'client-secret-1', ZOHO_REFRESH_TOKEN: 'refresh-1' },
));

describe('CrmClients', () => {
  const salesforce = crmAccount.parse({ system: 'salesforce', baseUrl: 'https://acme.my.salesforce.example', clientId: 'SALESFORCE_CLIENT_ID', token: 'SALESFORCE_CLIENT_SECRET' });

  it('lets all clients of an account share its session and wait together', async () => {
    const crm = await new FakeSalesforce().open();
    try {
      let now = 1_000;
      let asked = 0;
      const secrets: Record<string, string> = { SALESFORCE_CLIENT_ID: 'consumer-1', SALESFORCE_CLIENT_SECRET: 'secret-1' };
      const secret = (name: string): string | undefined => { if (name === 'SALESFORCE_CLIENT_ID') asked += 1; return secrets[name]; };
      const clients = new CrmClients(new AxiosSafeHttp(`*.example=${crm.address}`), { secret }, { now: () => now });
      const { id } = crm.put();
      await clients.of(salesforce).readLeads([id]);
      await clients.of(salesforce).readLeads([id]);
      expect(asked).toBe(1);
      crm.meet('too many calls');
      await clients.of(salesforce).readLeads([id]).catch(() => undefined);
      await expect(clients.of(salesforce).readLeads([id])).rejects.toMatchObject({ code: 'CRM.RATE_LIMITED', retryAfterMs: crm.words.waitMs });
      now += crm.words.waitMs;
      expect(await clients.of(salesforce).readLeads([id])).toMatchObject({ outcome: 'read' });
    } finally {
      await crm.close();
    }
  });

  it.each(['SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET'])('names %s when it is not set', async (missing) => {
    const clients = new CrmClients(new AxiosSafeHttp(null), { secret: (name) => (name === missing ? undefined : 'x') });
    const call = async () => clients.of(salesforce).readLeads(['00QRW0000000042AAA']);
    await expect(call()).rejects.toMatchObject({ code: 'CRM.NO_TOKEN', retryable: false, message: expect.stringContaining(missing) });
  });
});

describe('a CRM account in connections.yaml', () => {
  it('is HubSpot with hardly a word', () => {
    expect(crmAccount.parse({ system: 'hubspot', token: 'HUBSPOT_TOKEN' })).toEqual({
      system: 'hubspot', baseUrl: 'https://api.hubapi.com', token: 'HUBSPOT_TOKEN', objectType: 'contacts', writeBack: expect.objectContaining({ owner: true, facts: 'fill-if-empty', task: true }),
    });
  });

  it.each([
    ['Salesforce without its address', { system: 'salesforce', clientId: 'A', token: 'B' }, /baseUrl/],
    ['a secret itself instead of its name', { system: 'hubspot', token: 'pat-na1-secret' }, /NAME of an environment variable/],
    ['Pipedrive without a field to find persons by', { system: 'pipedrive', baseUrl: 'https://acme.pipedrive.com', token: 'A', fields: { leadwright_fit: 'abc' } }, /leadwright_lead_id/],
    ['a CRM that is not known', { system: 'dynamics', token: 'A' }, /system/],
    ['Zoho without its client', { system: 'zoho', token: 'A' }, /clientId/],
  ])('is not %s', (_, account, words) => {
    const parsed = crmAccount.safeParse(account);
    expect(JSON.stringify(parsed.error?.issues)).toMatch(words);
  });
});
