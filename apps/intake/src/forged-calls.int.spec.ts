import { createHash, createHmac } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leadCaptured } from '#contracts';
import { FakeHubspot, FakePipedrive, FakeSalesforce, outboundMessage, PIPEDRIVE_FIELDS, TestService, type FakeCrm } from '#testing';
import { intakeService } from './intake.service.js';

const NOW = '2026-11-22T09:30:00.000Z';
const MINUTE = 60_000;
const now = Date.parse(NOW);
const PUBLIC = 'https://leads.example';
const whsec = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`;
const SECRETS = {
  STANDARD: whsec('a secret of the standard sender'), FORM: 'a secret of the form', TIMED: 'a secret of the timed form', V3: 'client secret three', V2: 'client secret two', V1: 'client secret one', PASSWORD: 'pass:word', KEY: 'a-key_of-this-address-0001',
};
const hubspot = (name: string, secret: string) => `{vendor: hubspot, signature: ${name}, secret: ${secret}, reconcile: 0, crm: {system: hubspot, baseUrl: "https://api.hubapi.example", token: HUBSPOT_TOKEN}}`;
const config = `
connections:
  standard: {vendor: standard, secret: STANDARD}
  form: {vendor: form, signature: {header: form-signature, algorithm: hmac-sha256, encoding: base64, prefix: "sha256=", signs: "{body}", secret: FORM}, id: $.event_id, map: {email: $.email}}
  timed: {vendor: form, signature: {header: x-signature, algorithm: hmac-sha1, encoding: hex, signs: "{id}.{timestamp}.{body}", idHeader: x-id, timestampHeader: x-time, timestampUnit: ms, secret: TIMED}, id: $.event_id, map: {email: $.email}}
  v3: ${hubspot('v3', 'V3')}
  v2: ${hubspot('v2', 'V2')}
  v1: ${hubspot('v1', 'V1')}
  pipedrive: {vendor: pipedrive, secret: PASSWORD, reconcile: 0, crm: {system: pipedrive, baseUrl: "https://api.pipedrive.example", token: PIPEDRIVE_TOKEN, fields: ${JSON.stringify(PIPEDRIVE_FIELDS)}}}
  salesforce: {vendor: salesforce, secret: KEY, organizationId: 00DRW0000000001, actionIds: [04kRW0000000001EAA], reconcile: 0, crm: {system: salesforce, baseUrl: "https://org.salesforce.example", clientId: CLIENT, token: CLIENT_SECRET}}
`;

interface Call { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }
type Named = readonly [string, Call];
interface Given { readonly secret?: string; readonly body?: string; readonly time?: string; readonly address?: string; readonly method?: string; readonly id?: string }
/** A sender of ours whose signature covers the body: how it makes a genuine call, and where the parts of its proof stand. */
interface Signer { readonly name: string; readonly secret: string; readonly signature: string; readonly prefix?: string; readonly time?: { readonly header: string; readonly at: (ms: number) => string }; readonly id?: string; readonly signsUrl?: true; readonly make: (given: Given) => Call }

const lead = JSON.stringify({ event_id: 'e-1', email: 'tessa@pelhamrye.example', name: 'Tessa Moorcroft' });
const events = JSON.stringify([{ eventId: 1, subscriptionId: 2, portalId: 3, occurredAt: now, subscriptionType: 'contact.creation', attemptNumber: 0, objectId: 501 }]);
const hmac = (algorithm: string, key: string | Buffer, text: string) => createHmac(algorithm, key).update(text);
const seconds = (ms: number) => String(Math.floor(ms / 1_000));

const standard: Signer = {
  name: 'standard', secret: SECRETS.STANDARD, signature: 'webhook-signature', prefix: 'v1,', time: { header: 'webhook-timestamp', at: seconds }, id: 'webhook-id',
  make: ({ secret = SECRETS.STANDARD, body = lead, time = seconds(now), id = 'msg-1' }) => ({ url: '/hooks/standard', body, headers: { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${hmac('sha256', Buffer.from(secret.slice(6), 'base64'), `${id}.${time}.${body}`).digest('base64')}` } }),
};
const form: Signer = {
  name: 'form', secret: SECRETS.FORM, signature: 'form-signature', prefix: 'sha256=',
  make: ({ secret = SECRETS.FORM, body = lead }) => ({ url: '/hooks/form', body, headers: { 'form-signature': `sha256=${hmac('sha256', secret, body).digest('base64')}` } }),
};
const timed: Signer = {
  name: 'timed', secret: SECRETS.TIMED, signature: 'x-signature', time: { header: 'x-time', at: String }, id: 'x-id',
  make: ({ secret = SECRETS.TIMED, body = lead, time = String(now), id = 'e-1' }) => ({ url: '/hooks/timed', body, headers: { 'x-id': id, 'x-time': time, 'x-signature': hmac('sha1', secret, `${id}.${time}.${body}`).digest('hex') } }),
};
const v3: Signer = {
  name: 'v3', secret: SECRETS.V3, signature: 'x-hubspot-signature-v3', time: { header: 'x-hubspot-request-timestamp', at: String }, signsUrl: true,
  make: ({ secret = SECRETS.V3, body = events, time = String(now), address = `${PUBLIC}/hooks/v3`, method = 'POST' }) => ({ url: '/hooks/v3', body, headers: { 'x-hubspot-request-timestamp': time, 'x-hubspot-signature-v3': hmac('sha256', secret, `${method}${address}${body}${time}`).digest('base64') } }),
};
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const v2: Signer = {
  name: 'v2', secret: SECRETS.V2, signature: 'x-hubspot-signature', signsUrl: true,
  make: ({ secret = SECRETS.V2, body = events, address = `${PUBLIC}/hooks/v2`, method = 'POST' }) => ({ url: '/hooks/v2', body, headers: { 'x-hubspot-signature-version': 'v2', 'x-hubspot-signature': sha(`${secret}${method}${address}${body}`) } }),
};
const v1: Signer = {
  name: 'v1', secret: SECRETS.V1, signature: 'x-hubspot-signature',
  make: ({ secret = SECRETS.V1, body = events }) => ({ url: '/hooks/v1', body, headers: { 'x-hubspot-signature-version': 'v1', 'x-hubspot-signature': sha(secret + body) } }),
};
const signers = [standard, form, timed, v3, v2, v1];

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
const person = JSON.stringify({ meta: { version: '2.0', id: 'm-1', action: 'create', entity: 'person', entity_id: '1', timestamp: NOW }, data: { id: 1, name: 'x', emails: [], phones: [] }, previous: null });
const pipedrive: Call = { url: '/hooks/pipedrive', headers: { authorization: basic(`leadwright:${SECRETS.PASSWORD}`) }, body: person };
const message = outboundMessage({ notifications: [{ id: '04lRW0000000001AAA', objectId: '00Q000000000001AAA' }] });
const salesforce: Call = { url: `/hooks/salesforce?key=${SECRETS.KEY}`, headers: { 'content-type': 'text/xml' }, body: message };
const genuine: Named[] = [...signers.map(({ name, make }): Named => [name, make({})]), ['pipedrive', pipedrive], ['salesforce', salesforce]];

const flip = (text: string, at: number) => `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ 1)}${text.slice(at + 1)}`;
const without = (headers: Call['headers'], name: string) => Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));

function bodies({ make }: Signer): Named[] {
  const call = make({});
  const { body } = call;
  const changed: Record<string, string> = {
    ...Object.fromEntries([0, 1, body.length >> 2, body.length >> 1, body.length - 2, body.length - 1].map((at) => [`bit of byte ${at} flipped`, flip(body, at)])),
    'a blank behind': `${body} `, 'a line before': `\n${body}`, 'a byte order mark before': `\uFEFF${body}`, 'its last byte cut': body.slice(0, -1), 'nothing in it': '', 'blanks between': JSON.stringify(JSON.parse(body), null, 1),
    'another spelling of a letter': body.replace('a', '\\u0061'), 'a key twice': body.replace('{', '{"email":"mallory@evil.example",'), 'another object': body.replace(/501|tessa/, (one) => (one === '501' ? '502' : 'mallory')),
  };
  return Object.entries(changed).map(([name, text]): Named => [name, { ...call, body: text }]);
}

function signatures({ name, make, signature, prefix = '', secret }: Signer): Named[] {
  const call = make({});
  const given = call.headers[signature]!;
  const bare = given.slice(prefix.length);
  const isHex = /^[0-9a-f]+$/.test(bare);
  const bytes = Buffer.from(bare, isHex ? 'hex' : 'base64');
  const of = (made: Call) => made.headers[signature]!;
  const spelled: Record<string, string> = {
    empty: '', 'its last letter cut': given.slice(0, -1), 'its first letter cut': given.slice(1), 'half of it': given.slice(0, given.length >> 1), 'a letter more': `${given}A`, 'a bit flipped': prefix + flip(bare, 5),
    'in the other encoding': prefix + bytes.toString(isHex ? 'base64' : 'hex'), 'base64 for addresses': prefix + (isHex ? bytes : Buffer.from(bare, 'base64')).toString('base64url'), reversed: prefix + Buffer.from(bytes).reverse().toString(isHex ? 'hex' : 'base64'),
    'all zero': prefix + Buffer.alloc(bytes.length).toString(isHex ? 'hex' : 'base64'), 'only its beginning in bytes': prefix + bytes.subarray(0, 8).toString(isHex ? 'hex' : 'base64'), 'the word none': 'none', 'the secret itself': secret,
    'of another body': of(make({ body: '{}' })), 'by another secret': of(make({ secret: name === 'standard' ? whsec('the secret of somebody else') : 'the secret of somebody else' })), 'by an empty secret': of(make({ secret: name === 'standard' ? 'whsec_' : '' })),
    'by the secret in other letters': of(make({ secret: name === 'standard' ? whsec('A SECRET OF THE STANDARD SENDER') : secret.toUpperCase() })),
    ...(isHex ? {} : { 'letters of the other size': prefix + bare.replace(/[a-z]/gi, (one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())), 'without its end': given.replace(/=+$/, '') }),
    ...(prefix ? { 'without what stands before it': bare, 'another algorithm before it': `${prefix === 'v1,' ? 'v2,' : 'sha1='}${bare}` } : {}),
    ...(name === 'standard' ? { 'the mark of public keys': `v1a,${bare}` } : { 'sent twice': `${given}, ${given}`, 'a wrong one before it': `AAAA, ${given}` }),
  };
  return [['no signature', { ...call, headers: without(call.headers, signature) }], ...Object.entries(spelled).filter(([, text]) => text !== given).map(([how, text]): Named => [how, { ...call, headers: { ...call.headers, [signature]: text } }])];
}

function times({ make, time }: Signer): Named[] {
  if (!time) return [];
  const call = make({});
  const at = call.headers[time.header]!;
  const far = { 'replayed after the window': time.at(now - 5 * MINUTE - 1_000), 'ahead of the window': time.at(now + 5 * MINUTE + 1_000), 'a year ahead': time.at(now + 365 * 24 * 60 * MINUTE), 'of 1970': '0' };
  const odd = { 'not a number': 'NaN', 'a letter behind': `${at}x`, negative: `-${at}`, 'with a sign': `+${at}`, huge: '1e400', 'in hexadecimal': `0x${Number(at).toString(16)}`, 'a fraction': `${at}.0`, 'in the other unit': at.length > 10 ? at.slice(0, 10) : `${at}000`, empty: '', written: NOW };
  const signed = Object.entries({ ...far, ...odd }).map(([name, text]): Named => [`signed at a time that is ${name}`, make({ time: text })]);
  const moved = [now - MINUTE, now + MINUTE].map((ms): Named => ['its time moved', { ...call, headers: { ...call.headers, [time.header]: time.at(ms) } }]);
  return [...signed, ...moved, ['no time', { ...call, headers: without(call.headers, time.header) }]];
}

function addresses({ name, make, signsUrl }: Signer): Named[] {
  if (!signsUrl) return [];
  const own = `${PUBLIC}/hooks/${name}`;
  const others = [`https://evil.example/hooks/${name}`, own.replace('https', 'http'), `${own}/`, `${own}?a=1`, `${PUBLIC}:443/hooks/${name}`, `${PUBLIC}/hooks/${name.toUpperCase()}`, `${PUBLIC}//hooks/${name}`, `/hooks/${name}`, ''];
  const call = make({});
  return [
    ...others.map((address): Named => [`signed for ${address}`, make({ address })]), ...['GET', 'PUT', 'post', ''].map((method): Named => [`signed for ${method}`, make({ method })]),
    ['another query than the signed one', { ...call, url: `${call.url}?a=1` }], ['another host, which a proxy is said to have seen', { ...make({ address: others[0]! }), headers: { ...make({ address: others[0]! }).headers, 'x-forwarded-host': 'evil.example', host: 'evil.example' } }],
  ];
}

function ids({ make, id }: Signer): Named[] {
  const call = make({});
  return id ? [
    ['another id', { ...call, headers: { ...call.headers, [id]: 'msg-2' } }], ['no id', { ...call, headers: without(call.headers, id) }], ['an empty id', make({ id: '' })], ['an id with a dot', make({ id: 'msg.1' })], ['an id with a blank', make({ id: 'msg 1' })], ['a long id', make({ id: 'm'.repeat(257) })],
  ] : [];
}

const downgrades: Named[] = [
  ['v3, proved as v2', { ...v3.make({}), headers: { ...v2.make({ secret: SECRETS.V3, address: `${PUBLIC}/hooks/v3` }).headers } }], ['v3, proved as v1', { ...v3.make({}), headers: v1.make({ secret: SECRETS.V3 }).headers }],
  ['v2, proved as v1', { ...v2.make({}), headers: v1.make({ secret: SECRETS.V2 }).headers }], ['v1, proved as v2', { ...v1.make({}), headers: v2.make({ secret: SECRETS.V1, address: `${PUBLIC}/hooks/v1` }).headers }],
  ['v2 with a wrong v3 beside it', { ...v2.make({}), headers: { ...v2.make({}).headers, 'x-hubspot-signature-v3': 'AAAA' } }], ['v1 with an empty v3 beside it', { ...v1.make({}), headers: { ...v1.make({}).headers, 'x-hubspot-signature-v3': '' } }],
];

const passwords: Named[] = Object.entries({
  none: null, empty: '', 'another password': basic('leadwright:password'), 'another user': basic(`admin:${SECRETS.PASSWORD}`), 'the user alone': basic('leadwright'), 'the password alone': basic(SECRETS.PASSWORD), 'no user': basic(`:${SECRETS.PASSWORD}`),
  'an empty password': basic('leadwright:'), 'its beginning': basic('leadwright:pass:wor'), 'a letter more': basic(`leadwright:${SECRETS.PASSWORD}s`), 'other letters': basic(`leadwright:${SECRETS.PASSWORD.toUpperCase()}`), 'as it is': `Basic leadwright:${SECRETS.PASSWORD}`,
  'another scheme': basic(`leadwright:${SECRETS.PASSWORD}`).replace('Basic', 'Bearer'), 'no scheme': basic(`leadwright:${SECRETS.PASSWORD}`).slice(6), 'without its end': basic(`leadwright:${SECRETS.PASSWORD}`).replace(/=+$/, 'A'),
  twice: `${basic(`leadwright:${SECRETS.PASSWORD}`)}, ${basic(`leadwright:${SECRETS.PASSWORD}`)}`, 'a line behind': basic(`leadwright:${SECRETS.PASSWORD}\n`), 'a zero behind': basic(`leadwright:${SECRETS.PASSWORD}\0`), 'the token of the CRM': basic('leadwright:token-1'),
}).map(([name, authorization]): Named => [name, { ...pipedrive, headers: authorization === null ? {} : { authorization } }]);

const keyed = (query: string): Call => ({ ...salesforce, url: `/hooks/salesforce${query}` });
const xml = (body: string): Call => ({ ...salesforce, body });
const messages: Named[] = [
  ['no key', keyed('')], ['an empty key', keyed('?key=')], ['a key in other letters', keyed(`?key=${SECRETS.KEY.toUpperCase()}`)], ['half a key', keyed(`?key=${SECRETS.KEY.slice(0, 16)}`)], ['a letter more', keyed(`?key=${SECRETS.KEY}1`)], ['two keys', keyed(`?key=x&key=${SECRETS.KEY}`)],
  ['a list of keys', keyed(`?key[]=${SECRETS.KEY}`)], ['another name', keyed(`?Key=${SECRETS.KEY}`)], ['a key encoded twice', keyed(`?key=${encodeURIComponent(encodeURIComponent(SECRETS.KEY.replace('a', '%61')))}`)], ['the secret of the CRM', keyed('?key=secret-1')],
  ['the key in a header', { ...keyed(''), headers: { key: SECRETS.KEY, authorization: `Bearer ${SECRETS.KEY}` } }], ['the key in the body', { ...keyed(''), body: message.replace('<SessionId>', `<key>${SECRETS.KEY}</key><SessionId>`) }],
  ...Object.entries({
    'another organisation': message.replace('00DRW0000000001EAA', '00DRW0000000002EAA'), 'other letters of the organisation': message.replace('00DRW0000000001EAA', '00drw0000000001eaa'), 'no organisation': message.replace(/<OrganizationId>.*<\/OrganizationId>/, ''),
    'two organisations': message.replace('<ActionId>', '<OrganizationId>00DRW0000000002EAA</OrganizationId><ActionId>'), 'an organisation in a comment': message.replace(/<OrganizationId>.*<\/OrganizationId>/, '<!--$&-->'), 'an organisation by an entity': message.replace('00DRW0000000001EAA', '&#48;0DRW0000000001EAA'),
    'an organisation somewhere else': message.replace(/<OrganizationId>.*<\/OrganizationId>/, '').replace('<Id>', '<OrganizationId>00DRW0000000001EAA</OrganizationId><Id>'), 'a cut organisation': message.replace('00DRW0000000001EAA', '00DRW000000000'),
    'another action': message.replace('04kRW0000000001EAA', '04kRW0000000002EAA'), 'no action': message.replace(/<ActionId>.*<\/ActionId>/, ''), 'a document type': message.replace('<soapenv:Envelope', '<!DOCTYPE a [<!ENTITY b "c">]><soapenv:Envelope'), 'an outer file': message.replace('<soapenv:Envelope', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><soapenv:Envelope'),
    'an open end': message.slice(0, -5), 'no XML': lead, 'two messages': message + message.slice(1), 'another document': '<a/>', nothing: '',
  }).map(([name, body]): Named => [name, xml(body)]),
];

/** Who may send by one connection may not by another; names that no connection has are none. */
const elsewhere: Named[] = [
  ...genuine.flatMap(([from, call]) => genuine.filter(([to]) => to !== from).map(([to, { url }]): Named => [`of ${from} to ${to}`, { ...call, url: url.split('?')[0]! }])),
  ...['nobody', '__proto__', 'constructor', 'toString', 'STANDARD', 'standard%2F..%2Fform'].map((name): Named => [`to ${name}`, { ...standard.make({}), url: `/hooks/${name}` }]),
];

const planned: Named[] = [
  ...signers.flatMap((signer) => [bodies, signatures, times, addresses, ids].flatMap((kind) => kind(signer).map(([name, call]): Named => [`${signer.name}, ${kind.name}: ${name}`, call]))),
  ...downgrades, ...passwords.map(([name, call]): Named => [`pipedrive: ${name}`, call]), ...messages.map(([name, call]): Named => [`salesforce: ${name}`, call]), ...elsewhere,
];

/** Some ways lead to the same call: it counts once, and what is genuine not at all. */
const idOf = ({ url, headers, body }: Call) => JSON.stringify([url, headers, body]);
const forged = [...new Map(planned.map((one) => [idOf(one[1]), one])).values()].filter(([, call]) => !genuine.some(([, good]) => idOf(good) === idOf(call)));

/** One address for all CRMs: what calls a host reaches the one that has it. */
const frontOf = (byHost: Readonly<Record<string, FakeCrm>>): Server => createServer((incoming, outgoing) => {
  const [host, port] = byHost[incoming.headers.host!]!.address.split(':');
  incoming.pipe(request({ host, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(outgoing);
  }));
});

describe('forged calls', () => {
  const crms: FakeCrm[] = [new FakeHubspot(), new FakePipedrive(), new FakeSalesforce()];
  const [hub, pipe, org] = crms as [FakeCrm, FakeCrm, FakeCrm];
  const front = frontOf({ 'api.hubapi.example': hub, 'api.pipedrive.example': pipe, 'org.salesforce.example': org });
  let intake: TestService;
  beforeAll(async () => {
    await Promise.all(crms.map((crm) => crm.open()));
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    hub.leads.set('501', { id: '501', email: 'ana@larkmoor.example', owner: null, facts: {}, other: {}, changedAt: now });
    pipe.put({ email: 'mina@brackwater.example', other: { name: 'Mina' } });
    org.put({ email: 'reto@rheintal.example', other: { LastName: 'Feldhaus' } });
    intake = await TestService.open(intakeService, {
      at: NOW, config: { 'connections.yaml': config },
      environment: { ...SECRETS, HUBSPOT_TOKEN: 'pat-1', PIPEDRIVE_TOKEN: 'token-1', CLIENT: 'consumer-1', CLIENT_SECRET: 'secret-1', PUBLIC_URL: PUBLIC, EGRESS_MAP: `*.example=127.0.0.1:${(front.address() as AddressInfo).port}` },
    });
  });
  afterAll(async () => {
    await intake.close();
    front.closeAllConnections();
    await new Promise((resolve) => front.close(resolve));
    await Promise.all(crms.map((crm) => crm.close()));
  });

  const send = ({ url, headers, body }: Call) => intake.send(url, { headers, body });
  const stored = async () => (await Promise.all(['intake_calls', 'intake_submissions', 'intake_readings', 'intake_announcements', 'intake_claims', 'intake_leads', 'bus_messages'].map((table) => intake.rows<{ amount: number }>(`SELECT COUNT(*) AS amount FROM ${table}`)))).map(([row]) => row!.amount);

  it('are refused, each of them, and leave nothing behind', async () => {
    expect(forged.length).toBeGreaterThanOrEqual(150);
    const before = await stored();
    const answers: (readonly [string, number])[] = [];
    for (const [name, call] of forged) answers.push([name, (await send(call)).status]);
    expect(answers.filter(([, status]) => ![400, 401, 404].includes(status))).toEqual([]);
    expect(await stored()).toEqual(before);
    expect(before.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(crms.flatMap(({ heard }) => heard)).toEqual([]);
  });

  it('are told from the genuine ones that they were made of', async () => {
    const answers: (readonly [string, number])[] = [];
    for (const [name, call] of genuine) answers.push([name, (await send(call)).status]);
    expect(answers).toEqual(genuine.map(([name]) => [name, 200]));
  });

  it('in the window, a genuine call that comes again is the same: no second lead, whoever sends it', async () => {
    const leads = async () => (await intake.heard(leadCaptured)).map(({ data }) => (data.lead.person as { data: { email: string } }).data.email).sort();
    await intake.idle();
    const people = ['ana@larkmoor.example', 'mina@brackwater.example', 'reto@rheintal.example', 'tessa@pelhamrye.example'];
    expect(await leads()).toEqual(people);
    await intake.pass(4 * MINUTE);
    for (const [, call] of genuine) expect((await send(call)).status).toBe(200);
    await intake.idle();
    expect(await leads()).toEqual(people);
    expect(await intake.rows('SELECT COUNT(*) AS amount, COUNT(repeats) AS repeats FROM intake_calls')).toEqual([{ amount: 2 * genuine.length, repeats: genuine.length }]);
  });
});
