import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AxiosSafeHttp } from '#platform';
import { FakeHubspot } from '#testing';
import type { CrmLead, CrmTask } from './crm-client.js';
import { HubspotClient } from './hubspot-client.js';

interface Heard { method: string; url: string; token: string | undefined; body: unknown }
type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'hang up';

const lead: CrmLead = {
  leadId: '01JLEAD', email: 'ida@corvane.example', firstName: 'Ida', lastName: 'Renfield', phone: null, title: 'Site Manager',
  company: 'Corvane Logistics', website: 'corvane.example', country: 'US',
};
const task: CrmTask = { marker: '01JAPPROVAL', subject: 'Send e-mail: Logs', body: 'Hi <Ida>,\nshall we talk?', userId: '77', dueAt: Date.UTC(2026, 10, 22, 9, 0) };
const error = (category: string, message: string, more: object = {}) => ({ status: 'error', category, message, correlationId: 'c-1', ...more });

describe('HubspotClient', () => {
  let server: Server;
  let http: AxiosSafeHttp;
  let client: HubspotClient;
  let script: Answer[];
  let heard: Heard[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        heard.push({ method: request.method!, url: request.url!, token: request.headers.authorization, body: text ? JSON.parse(text) : null });
        const answer = script.shift() ?? { status: 500 };
        if (answer === 'hang up') return void request.socket.destroy();
        const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    http = new AxiosSafeHttp(`*.example=127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(() => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }));
  beforeEach(() => {
    script = [];
    heard = [];
    client = new HubspotClient(http, { baseUrl: 'https://api.hubspot.example/', token: 'pat-1', objectType: 'contacts' });
  });

  it('creates a contact with what is known and the id of the lead', async () => {
    script = [{ status: 201, body: { id: '501', properties: {} } }];
    expect(await client.createLead(lead, false)).toMatchObject({ outcome: 'done', objectId: '501', changed: true });
    expect(heard).toEqual([{
      method: 'POST', url: '/crm/v3/objects/contacts', token: 'Bearer pat-1',
      body: { properties: { email: 'ida@corvane.example', firstname: 'Ida', lastname: 'Renfield', jobtitle: 'Site Manager', company: 'Corvane Logistics', website: 'corvane.example', country: 'US', leadwright_lead_id: '01JLEAD' } },
    }]);
  });

  it('adopts the contact that a 409 names', async () => {
    script = [{ status: 409, body: error('CONFLICT', 'Contact already exists. Existing ID: 123') }];
    expect(await client.createLead(lead, false)).toMatchObject({ outcome: 'done', objectId: '123', changed: false });
  });

  it('searches for the contact when a 409 does not name it', async () => {
    script = [{ status: 409, body: error('CONFLICT', 'Contact already exists') }, { status: 200, body: { total: 1, results: [{ id: '124', properties: {} }] } }];
    expect(await client.createLead(lead, false)).toMatchObject({ outcome: 'done', objectId: '124', changed: false });
    expect(heard[1]).toMatchObject({ url: '/crm/v3/objects/contacts/search', body: { filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'ida@corvane.example' }] }] } });
  });

  it('looks before it creates when an earlier create may have arrived, and creates only what is not there', async () => {
    script = [{ status: 200, body: { total: 1, results: [{ id: '9', properties: {} }] } }];
    expect(await client.createLead(lead, true)).toMatchObject({ objectId: '9', changed: false });
    script = [{ status: 200, body: { total: 0, results: [] } }, { status: 201, body: { id: '10', properties: {} } }];
    expect(await client.createLead(lead, true)).toMatchObject({ objectId: '10', changed: true });
    expect(heard.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /crm/v3/objects/contacts/search', 'POST /crm/v3/objects/contacts/search', 'POST /crm/v3/objects/contacts']);
  });

  it('looks for a lead without an e-mail address by the id it left there', async () => {
    script = [{ status: 200, body: { results: [{ id: '9', properties: {} }] } }];
    await client.createLead({ ...lead, email: null }, true);
    expect(heard[0]!.body).toMatchObject({ filterGroups: [{ filters: [{ propertyName: 'leadwright_lead_id', operator: 'EQ', value: '01JLEAD' }] }] });
  });

  it('sets the owner, and does not write when a look shows that it is set', async () => {
    script = [{ status: 200, body: { id: '501', properties: {} } }];
    expect(await client.setOwner('501', '77', false)).toMatchObject({ outcome: 'done', changed: true, written: ['hubspot_owner_id'] });
    script = [{ status: 200, body: { id: '501', properties: { hubspot_owner_id: '77' } } }];
    expect(await client.setOwner('501', '77', true)).toMatchObject({ outcome: 'done', changed: false });
    expect(heard.map(({ method, url }) => `${method} ${url}`)).toEqual(['PATCH /crm/v3/objects/contacts/501', 'GET /crm/v3/objects/contacts/501?properties=hubspot_owner_id']);
  });

  it('reads before it fills, and leaves what somebody else wrote', async () => {
    script = [
      { status: 200, body: { id: '501', properties: { leadwright_company_size: null, leadwright_industry: 'bakery', leadwright_fit: 'Needs your call' } } },
      { status: 200, body: { id: '501', properties: {} } },
    ];
    const outcome = await client.writeFacts('501', {
      policy: 'fill-if-empty', ours: { leadwright_fit: 'Needs your call' },
      values: { leadwright_company_size: '620', leadwright_industry: 'food-manufacturing', leadwright_fit: 'Good fit' },
    });
    expect(outcome).toMatchObject({ outcome: 'done', changed: true, written: ['leadwright_company_size', 'leadwright_fit'], kept: ['leadwright_industry'] });
    expect(heard[1]!.body).toEqual({ properties: { leadwright_company_size: '620', leadwright_fit: 'Good fit' } });
  });

  it('overwrites under refresh without reading', async () => {
    script = [{ status: 200, body: { id: '501', properties: {} } }];
    await client.writeFacts('501', { policy: 'refresh', ours: {}, values: { leadwright_fit: 'Good fit' } });
    expect(heard.map(({ method }) => method)).toEqual(['PATCH']);
  });

  it('hangs a task on the contact, as HTML that shows the text as it is, with its marker', async () => {
    script = [{ status: 201, body: { id: '900', properties: {} } }];
    expect(await client.createTask('501', task, false)).toMatchObject({ outcome: 'done', objectId: '900', changed: true });
    expect(heard[0]).toMatchObject({
      url: '/crm/v3/objects/tasks',
      body: {
        properties: { hs_timestamp: '2026-11-22T09:00:00.000Z', hs_task_subject: 'Send e-mail: Logs', hs_task_body: 'Hi &lt;Ida&gt;,<br>shall we talk?<br><br>Leadwright 01JAPPROVAL', hubspot_owner_id: '77', hs_task_type: 'EMAIL' },
        associations: [{ to: { id: '501' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] }],
      },
    });
  });

  it('finds a task by its marker instead of making it again', async () => {
    script = [{ status: 200, body: { results: [{ id: '900', properties: {} }] } }];
    expect(await client.createTask('501', task, true)).toMatchObject({ objectId: '900', changed: false });
    expect(heard[0]!.body).toMatchObject({ filterGroups: [{ filters: [{ propertyName: 'hs_task_body', operator: 'CONTAINS_TOKEN', value: '01JAPPROVAL' }] }] });
  });

  it.each([
    ['the list inside the message', { status: 400, body: error('VALIDATION_ERROR', 'Property values were not valid: [{"isValid":false,"message":"Owner 77 does not exist","error":"INVALID_OWNER_ID","name":"hubspot_owner_id"}]') },
      { code: 'INVALID_OWNER_ID', vendorSaid: 'INVALID_OWNER_ID, Owner 77 does not exist', about: ['hubspot_owner_id'] }],
    ['errors[]', { status: 400, body: error('VALIDATION_ERROR', 'Property values were not valid', { errors: [{ message: 'Property "leadwright_fit" does not exist', code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['leadwright_fit'] } }] }) },
      { code: 'PROPERTY_DOESNT_EXIST', vendorSaid: 'PROPERTY_DOESNT_EXIST, Property "leadwright_fit" does not exist', about: ['leadwright_fit'] }],
    ['the category', { status: 403, body: error('MISSING_SCOPES', 'One or more of the following scopes are required.', { context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }) },
      { code: 'MISSING_SCOPES', vendorSaid: 'MISSING_SCOPES, One or more of the following scopes are required', about: ['crm.objects.contacts.write'] }],
    ['the status, when there is nothing else', { status: 404, body: 'not here' }, { code: 'HTTP_404', vendorSaid: 'HTTP_404, not here', about: [] }],
  ])('refuses with the vendor\'s words from %s', async (_, answer, expected) => {
    script = [answer as Answer];
    expect(await client.setOwner('501', '77', false)).toEqual({ outcome: 'refused', retryable: false, ...expected });
  });

  it('throws 429 as retryable with the wait that HubSpot asks for', async () => {
    script = [{ status: 429, headers: { 'retry-after': '7' }, body: error('RATE_LIMITS', 'You have reached your secondly limit.') }];
    await expect(client.setOwner('501', '77', false)).rejects.toMatchObject({ code: 'CRM.RATE_LIMITED', retryable: true, retryAfterMs: 7_000 });
  });

  it.each([
    ['5xx', { status: 503, body: 'upstream' }, 'CRM.UNAVAILABLE'],
    ['a lock', { status: 423, body: error('LOCKED', 'locked') }, 'CRM.UNAVAILABLE'],
    ['a 2xx that is not JSON', { status: 200, body: '<html>' }, 'CRM.UNREADABLE'],
    ['a 2xx without an id', { status: 201, body: { ok: true } }, 'CRM.UNREADABLE'],
    ['a connection that breaks after the request', 'hang up', 'NET.BROKEN'],
  ])('throws %s as retryable', async (_, answer, code) => {
    script = [answer as Answer];
    await expect(client.createLead(lead, false)).rejects.toMatchObject({ code, retryable: true });
  });

  it('notes beside the contact, at its time', async () => {
    script = [{ status: 201, body: { id: '901', properties: {} } }];
    expect(await client.createNote('501', { marker: '01JNOTE', text: 'A & B', at: Date.UTC(2026, 10, 22, 9, 0) }, false)).toMatchObject({ objectId: '901', changed: true });
    expect(heard[0]).toMatchObject({
      url: '/crm/v3/objects/notes',
      body: { properties: { hs_timestamp: '2026-11-22T09:00:00.000Z', hs_note_body: 'A &amp; B<br><br>Leadwright 01JNOTE' }, associations: [{ to: { id: '501' }, types: [{ associationTypeId: 202 }] }] },
    });
  });

  it('reads what else is asked for', async () => {
    script = [{ status: 200, body: { results: [{ id: '501', updatedAt: '2026-11-22T09:00:00Z', properties: { email: 'ida@corvane.example', region: 'North', hubspot_owner_id: '' } }] } }];
    expect(await client.readLeads(['501'], ['region'])).toEqual({
      outcome: 'read', missing: [],
      records: [{ objectType: 'contacts', objectId: '501', updatedAt: Date.UTC(2026, 10, 22, 9, 0), ownerUserId: null, properties: { email: 'ida@corvane.example', region: 'North', hubspot_owner_id: '' } }],
    });
    expect(heard[0]!.body).toMatchObject({ properties: expect.arrayContaining(['email', 'leadwright_lead_id', 'region']) });
  });

  it('takes no lead for deleted that could not be read for another reason', async () => {
    script = [{ status: 207, body: { results: [], errors: [{ category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: ['1'] } }, { category: 'VALIDATION_ERROR', message: 'x is not a valid ID', context: { id: ['x'] } }] } }];
    expect(await client.readLeads(['1', 'x'])).toMatchObject({ outcome: 'refused', code: 'VALIDATION_ERROR', about: ['x'] });
  });

  it('goes on from the last change where a search shows no more', async () => {
    const page = (after: string) => ({ status: 200, body: { results: [{ id: '1', updatedAt: '2026-11-22T09:00:00Z', properties: {} }], paging: { next: { after } } } });
    const last = Date.UTC(2026, 10, 22, 9, 0);
    script = [page('9900'), page('10000'), { status: 200, body: { results: [] } }];
    expect(await client.listRecent(1_000, null)).toMatchObject({ next: '1000:9900' });
    expect(await client.listRecent(1_000, '1000:9900')).toMatchObject({ next: `${last}:0` });
    expect(await client.listRecent(1_000, `${last}:0`)).toMatchObject({ next: null });
    expect(heard.map(({ body }) => body as { filterGroups: { filters: { value: string }[] }[]; after?: string }).map(({ filterGroups, after }) => [filterGroups[0]!.filters[0]!.value, after]))
      .toEqual([['1000', undefined], ['1000', '9900'], [String(last), undefined]]);
  });

  it('names each scope that is missing, and leaves open what it cannot look at', async () => {
    const crm = await new FakeHubspot().open();
    try {
      const other = new HubspotClient(new AxiosSafeHttp(`*.example=${crm.address}`), { baseUrl: 'https://api.hubspot.example', token: 'pat-1', objectType: 'contacts' });
      for (const scope of ['crm.objects.contacts.write', 'crm.objects.owners.read', 'crm.schemas.contacts.read']) crm.missingScopes.add(scope);
      expect(await other.checkAccess([{ userId: '7001', name: 'Ana' }])).toEqual({ token: 'works', missingScopes: ['crm.objects.contacts.write', 'crm.schemas.contacts.read', 'crm.objects.owners.read'], missingFields: null, users: null, calls: null });
    } finally {
      await crm.close();
    }
  });
});
