import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectionsConfig, type Connection } from '#contracts';
import { TestService } from '#testing';
import { parse } from 'yaml';
import type { Announcement, Properties } from './announcement.js';
import { isOfCrm, readersOf } from './crm-properties.js';
import { formAnswers } from './form-answers.js';
import { intakeService } from './intake.service.js';
import { compileMapping, type FieldReaders, type LeadSource } from './map-fields.js';
import { senderOf, type Called } from './sender.js';

const FOLDER = resolve('../shared/corpus');
const SECRETS = { HUBSPOT: 'client secret', KEY: 'a-key_of-this-address-0001', PASSWORD: 'password', TYPEFORM: 'secret', TOKEN: 't', CLIENT: 'c' };
const PUBLIC = 'https://leads.example';
const config = `
connections:
  hubspot: {vendor: hubspot, secret: HUBSPOT, reconcile: 0, crm: {system: hubspot, baseUrl: "https://nobody.example", token: TOKEN}}
  salesforce: {vendor: salesforce, secret: KEY, organizationId: 0123456789ABCDE, reconcile: 0, crm: {system: salesforce, baseUrl: "https://nobody.example", clientId: CLIENT, token: TOKEN}}
  pipedrive: {vendor: pipedrive, secret: PASSWORD, reconcile: 0, crm: {system: pipedrive, baseUrl: "https://nobody.example", token: TOKEN, fields: {leadwright_lead_id: k}}}
  typeform:
    vendor: form
    signature: {header: Typeform-Signature, algorithm: hmac-sha256, encoding: base64, prefix: "sha256=", signs: "{body}", secret: TYPEFORM}
    id: $.event_id
    map: {email: {answer: {ref: email}}, fullName: {answer: {label: "What's your full name?"}}, submittedAt: $.form_response.submitted_at}
`;
const { connections } = connectionsConfig.parse(parse(config));

const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const hmac = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest('base64');
const asSent: Record<string, (body: string, now: number) => { path: string; headers: Record<string, string> }> = {
  hubspot: (body, now) => ({ path: '/hooks/hubspot', headers: { 'x-hubspot-request-timestamp': String(now), 'x-hubspot-signature-v3': hmac(`POST${PUBLIC}/hooks/hubspot${body}${now}`, SECRETS.HUBSPOT) } }),
  salesforce: () => ({ path: `/hooks/salesforce?key=${SECRETS.KEY}`, headers: { 'content-type': 'text/xml' } }),
  pipedrive: () => ({ path: '/hooks/pipedrive', headers: { authorization: `Basic ${Buffer.from(`leadwright:${SECRETS.PASSWORD}`).toString('base64')}` } }),
  typeform: (body) => ({ path: '/hooks/typeform', headers: { 'typeform-signature': `sha256=${hmac(body, SECRETS.TYPEFORM)}` } }),
};

/** What a read-back of the announced leads gives, as far as a sample says it. */
const plain = (object: Record<string, unknown>): Properties => Object.fromEntries(Object.entries(object).flatMap(([name, value]) => (value !== null && typeof value === 'object' ? [] : [[name, value === null ? null : String(value)]])));
const contact = (): Properties => JSON.parse(textOf('hubspot/crm/contacts-batch-read.json')).results[0].properties;
const sObjects = (body: string): Properties[] => body.split('<Notification>').slice(1).map((one) => Object.fromEntries([...one.matchAll(/<sf:(\w+)>([^<]*)</g)].map(([, name, value]) => [name!, value!])));

/** The fields that a sample fills. */
const filled = (readers: FieldReaders, source: LeadSource): string[] => Object.entries(readers).flatMap(([field, reader]) => ((reader.find(source) ?? null) === null ? [] : [field])).sort();
function fieldsIn(connection: Connection, body: unknown, records: readonly Properties[]): string[][] {
  if (!isOfCrm(connection)) return [filled(compileMapping((connection as { map: object }).map), { element: body, answers: () => formAnswers(body) })];
  return (body as Announcement).leads.map((lead, at) => filled(readersOf(connection), { element: { ...lead, properties: records[at] ?? null }, answers: () => [] }));
}

const OF_CONTACT = ['crmObjectId', 'email', 'firstName', 'lastName', 'submittedAt'];
const OF_LEAD = ['company', 'country', 'crmObjectId', 'firstName', 'lastName', 'leadSource', 'message', 'submittedAt', 'title'];
interface Sample { file: string; from: string; body?: (text: string) => string; records?: (body: string) => readonly Properties[]; fields: string[][]; changes?: number; others?: number }
const samples: Sample[] = [
  { file: 'hubspot/webhooks/contact-creation-captured.json', from: 'hubspot', records: () => [contact()], fields: [OF_CONTACT] },
  { file: 'hubspot/webhooks/object-creation.reconstructed.json', from: 'hubspot', records: () => [contact()], fields: [OF_CONTACT] },
  { file: 'hubspot/webhooks/prismatic-trigger-with-headers.json', from: 'hubspot', body: (text) => JSON.stringify(JSON.parse(text).payload.body.data), records: () => [contact()], fields: [OF_CONTACT] },
  { file: 'hubspot/webhooks/ui-test-events.json', from: 'hubspot', records: () => [contact()], fields: [OF_CONTACT], changes: 1 },
  // Its collector numbered the types of the objects; Salesforce says Lead of each.
  { file: 'salesforce/outbound-message/two-leads.xml', from: 'salesforce', body: (text) => text.replace(/"sf:Lead\d"/g, '"sf:Lead"'), records: sObjects, fields: [OF_LEAD, OF_LEAD, OF_LEAD] },
  { file: 'pipedrive/webhooks/v2-person-create-pipedream.json', from: 'pipedrive', records: (body) => [plain(JSON.parse(body).data)], fields: [['crmObjectId', 'firstName', 'fullName', 'submittedAt']] },
  // A change of a lead's value says nothing of its person.
  { file: 'pipedrive/webhooks/v2-lead-change-pipedream.json', from: 'pipedrive', fields: [], others: 1 },
  { file: 'typeform/form-response-pipedream.json', from: 'typeform', fields: [['fullName', 'submittedAt']] },
];

/** There is none of Zoho. */
const isThere = existsSync(FOLDER);
(isThere ? describe : describe.skip)(`genuine samples of senders${isThere ? '' : ': skipped, because ../shared/corpus is not beside this checkout'}`, () => {
  let intake: TestService;
  beforeAll(async () => {
    intake = await TestService.open(intakeService, { config: { 'connections.yaml': config }, environment: { ...SECRETS, PUBLIC_URL: PUBLIC, EGRESS_MAP: '*.example=127.0.0.1:9' } });
  });
  afterAll(() => intake.close());

  it.each(samples)('$file is accepted, and read field by field', async ({ file, from, body: bodyOf = (text) => text, records = () => [], fields, changes = 0, others = 0 }) => {
    const body = bodyOf(textOf(file));
    const { path, headers } = asSent[from]!(body, intake.clock.now());
    expect((await intake.send(path, { headers, body })).status).toBe(200);
    const connection = connections[from] as Called;
    const sender = senderOf(connection);
    const read = sender.parse(sender.keep?.(Buffer.from(body)) ?? Buffer.from(body));
    expect(fieldsIn(connection, read, records(body))).toEqual(fields);
    if (isOfCrm(connection)) expect(read).toMatchObject({ changes: { length: changes }, others });
  });

  it('an outbound message without an organisation is not taken', async () => {
    const body = textOf('salesforce/outbound-message/empty-notifications.xml');
    expect(await intake.send(asSent['salesforce']!(body, 0).path, { headers: {}, body })).toMatchObject({ status: 401 });
  });

  it('Salesforce is told what its own samples say', () => {
    const [, ack] = /<Ack>(\w+)<\/Ack>/.exec(textOf('salesforce/outbound-message/ack-response.xml'))!;
    expect(senderOf(connections['salesforce'] as Called).answer!.body).toContain(`<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>${ack}</Ack></notificationsResponse>`);
  });
});
