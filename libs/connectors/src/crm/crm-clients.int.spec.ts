import { describeCrmClient, FakeHubspot, FakePipedrive, FakeSalesforce, PIPEDRIVE_FIELDS, type FakeCrm, type OpenCrm } from '#testing';
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
