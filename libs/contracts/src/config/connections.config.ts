import { z } from 'zod';
import { mode } from '../scalars.js';
import { duration } from './duration.js';

/** How a sender proves that a call is its own. `signs` is a template over `{id}`, `{timestamp}` and `{body}` (raw bytes). */
export const declaredSignature = z.object({
  header: z.string().min(1),
  algorithm: z.enum(['hmac-sha1', 'hmac-sha256']),
  encoding: z.enum(['hex', 'base64']),
  prefix: z.string().default(''),
  signs: z.string().includes('{body}', { message: 'must contain {body}: what is not signed cannot be trusted' }),
  idHeader: z.string().optional(),
  timestampHeader: z.string().optional(),
  timestampUnit: z.enum(['s', 'ms']).default('s'),
  tolerance: duration.default(300_000),
  /** Name of the secret in the environment; `<NAME>_OLD` is accepted beside it while it is rotated. */
  secret: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the NAME of an environment variable, not the secret itself'),
}).strict();
export type DeclaredSignature = z.infer<typeof declaredSignature>;

/** Where a field stands in the body: a JSON path, or the answer of a form whose question has this ref or label. */
export const fieldMapping = z.union([
  z.string().startsWith('$', 'must be a JSON path that starts with $'),
  z.object({ answer: z.union([z.object({ ref: z.string() }).strict(), z.object({ label: z.string() }).strict()]) }).strict(),
]);
export type FieldMapping = z.infer<typeof fieldMapping>;

export const MAPPED_FIELDS = [
  'email', 'fullName', 'firstName', 'lastName', 'phone', 'title', 'message', 'company', 'domain', 'country', 'employees',
  'consent', 'campaign', 'leadSource', 'crmObjectId', 'submittedAt',
] as const;
export const mapping = z.partialRecord(z.enum(MAPPED_FIELDS), fieldMapping);
export type Mapping = z.infer<typeof mapping>;

export const writePolicy = z.enum(['fill-if-empty', 'refresh', 'propose-only', 'never']);

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the NAME of an environment variable');
const writeBack = z.object({ owner: z.boolean().default(true), facts: writePolicy.default('fill-if-empty'), task: z.boolean().default(true), note: z.boolean().default(false) }).strict().prefault({});

const hubspotAccount = z.object({
  system: z.literal('hubspot'),
  baseUrl: z.url().default('https://api.hubapi.com'),
  /** Name of the environment variable that holds the access token. */
  token: variable,
  objectType: z.string().default('contacts'),
  writeBack,
}).strict();

/** A connected app with the client-credentials flow. */
const salesforceAccount = z.object({
  system: z.literal('salesforce'),
  /** My Domain: `https://acme.my.salesforce.com` */
  baseUrl: z.url(),
  /** Names of the environment variables that hold the consumer key and, as `token`, the consumer secret. */
  clientId: variable,
  token: variable,
  apiVersion: z.string().regex(/^v\d+\.0$/, 'must look like v62.0').default('v62.0'),
  objectType: z.literal('Lead').default('Lead'),
  writeBack,
}).strict();

const pipedriveAccount = z.object({
  system: z.literal('pipedrive'),
  /** The company's own address: `https://acme.pipedrive.com` */
  baseUrl: z.url(),
  /** Name of the environment variable that holds the API token. */
  token: variable,
  objectType: z.literal('persons').default('persons'),
  /** Keys of the custom person fields, by our names: `leadwright_fit`, …, and `title`, `company`, `website`, `country` where they are kept. */
  fields: z.record(z.string(), z.string()).refine((fields) => 'leadwright_lead_id' in fields, 'must name the key of leadwright_lead_id: by it a person is found again'),
  writeBack,
}).strict();

/** A server-based or self client of Zoho's API console, in the account's data centre. */
const zohoAccount = z.object({
  system: z.literal('zoho'),
  /** `https://www.zohoapis.eu`, `.in`, `.com.au`, `.jp` … by data centre. */
  baseUrl: z.url().default('https://www.zohoapis.com'),
  /** Where access tokens are given out: `https://accounts.zoho.eu` … */
  accountsUrl: z.url().default('https://accounts.zoho.com'),
  /** Names of the environment variables that hold the client's id and secret and, as `token`, the refresh token. */
  clientId: variable,
  clientSecret: variable,
  token: variable,
  apiVersion: z.string().regex(/^v\d+(\.\d+)?$/, 'must look like v8').default('v8'),
  objectType: z.enum(['Leads', 'Contacts']).default('Leads'),
  writeBack,
}).strict();

/** The CRM account behind a connection: where leads are read back, and where owner, facts and tasks are written. */
export const crmAccount = z.discriminatedUnion('system', [hubspotAccount, salesforceAccount, pipedriveAccount, zohoAccount]);
export type CrmAccount = z.infer<typeof crmAccount>;

const connectionBase = {
  mode: mode.default('live'),
  label: z.string().optional(),
  crm: crmAccount.optional(),
  /** How often the CRM is asked for leads of which no call told; 0 never. */
  reconcile: duration.default(900_000),
  /** Connection whose CRM gets leads from here that live in none. */
  createIn: z.string().optional(),
  leadSource: z.string().optional(),
  /** Two-letter default where a lead names no country and none can be derived. */
  defaultCountry: z.string().length(2).optional(),
};

/** Standard Webhooks (standardwebhooks.com): `webhook-id`, `webhook-timestamp`, `webhook-signature`. */
export const standardConnection = z.object({
  vendor: z.literal('standard'),
  ...connectionBase,
  secret: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the NAME of an environment variable'),
  tolerance: duration.default(300_000),
  /** JSON path of the leads in a call that may carry several; `map` then reads from each of them. */
  each: z.string().startsWith('$', 'must be a JSON path that starts with $').optional(),
  /** Without it, `data` (or the body itself) has the members of `POST /api/leads`. */
  map: mapping.optional(),
}).strict();

/** Any form tool, declared in YAML: its signature and where its fields stand. */
export const formConnection = z.object({
  vendor: z.literal('form'),
  ...connectionBase,
  signature: declaredSignature,
  /** JSON path of the sender's own id of a submission. */
  id: z.string().startsWith('$', 'must be a JSON path that starts with $'),
  map: mapping,
}).strict();

/** Where a field stands in a CRM's object: the property, by the CRM's own name. */
export const propertyMapping = z.partialRecord(z.enum(MAPPED_FIELDS).exclude(['crmObjectId']), z.string().min(1));
export type PropertyMapping = z.infer<typeof propertyMapping>;

/** A HubSpot app. Its calls carry ids only, so that the contacts are read back; fields that changed there are told. */
export const hubspotConnection = z.object({
  vendor: z.literal('hubspot'),
  ...connectionBase,
  crm: hubspotAccount,
  /** Name of the app's client secret. */
  secret: variable,
  /** v1 and v2 carry no time, so that whoever heard a call can send it again. */
  signature: z.enum(['v3', 'v2', 'v1']).default('v3'),
  /** Over HubSpot's own properties; without it the usual ones. */
  map: propertyMapping.optional(),
}).strict();

/** Stands where a part cannot be left out, and says what to write there. */
const needed = <T extends z.ZodType>(schema: T, message: string) => schema.optional().nonoptional(message);
const salesforceId = z.string().regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/, 'must be an id of Salesforce: 15 or 18 letters and digits');

/** Outbound messages of Salesforce. They are not signed: their address holds a secret, and the leads are read back. */
export const salesforceConnection = z.object({
  vendor: z.literal('salesforce'),
  ...connectionBase,
  crm: needed(salesforceAccount, 'is missing. Outbound messages are not signed, so that each lead is read back: add crm: {system: salesforce, baseUrl, clientId, token}'),
  /** Name of the secret that stands in the address as `key`. */
  secret: variable,
  /** The organisation that may send. */
  organizationId: needed(salesforceId, 'is missing. Copy it from Setup, Company Information: 00D…'),
  /** Its outbound messages that may come here; without them, all. */
  actionIds: z.array(salesforceId).min(1).optional(),
  /** Over Salesforce's own fields; without it the usual ones. */
  map: propertyMapping.optional(),
}).strict();

/** Webhooks v2 of Pipedrive. They carry a user and a password, and the persons are read back. */
export const pipedriveConnection = z.object({
  vendor: z.literal('pipedrive'),
  ...connectionBase,
  crm: needed(pipedriveAccount, 'is missing. Webhooks of Pipedrive are not signed, so that each person is read back: add crm: {system: pipedrive, baseUrl, token, fields}'),
  /** The HTTP user of the webhook. */
  user: z.string().regex(/^[^:\p{Cc}]+$/u, 'must have no colon: it ends the user and begins the password').default('leadwright'),
  /** Name of the secret that is its HTTP password. */
  secret: variable,
  /** Over a person as it is read back; without it the usual ones. */
  map: propertyMapping.optional(),
}).strict();

/** Notifications of Zoho CRM. They carry a token of our own and ids only, and the records are read back. */
export const zohoConnection = z.object({
  vendor: z.literal('zoho'),
  ...connectionBase,
  crm: needed(zohoAccount, 'is missing. Notifications of Zoho carry ids only, so that each record is read back: add crm: {system: zoho, clientId, clientSecret, token}'),
  /** Name of the secret that comes back in each call as its token. */
  secret: variable,
  /** Whether Leadwright opens the notification channel and prolongs it day by day; it ends after seven days. */
  keepChannel: z.boolean().default(true),
  /** Over Zoho's own fields; without it the usual ones. */
  map: propertyMapping.optional(),
}).strict();

/** `POST /api/leads` with a token; no signature. */
export const apiConnection = z.object({ vendor: z.literal('api'), ...connectionBase }).strict();

export const connection = z.discriminatedUnion('vendor', [standardConnection, formConnection, hubspotConnection, salesforceConnection, pipedriveConnection, zohoConnection, apiConnection]);
export type Connection = z.infer<typeof connection>;

/** Rules of intake that end a submission before any spend. */
export const gateConfig = z.object({
  testAddresses: z.array(z.string()).default([]),
  throwawayDomains: z.array(z.string()).default([]),
  ignoreMessageClasses: z.array(z.enum(['job_seeker', 'vendor', 'support'])).default(['job_seeker']),
}).strict();
export type GateConfig = z.infer<typeof gateConfig>;

/** How people are told: by Slack where it is named, by e-mail where it is not or does not take it. What opens them is a secret: environment variables hold it. */
export const notifyConfig = z.object({
  slack: z.object({ webhook: z.string(), mode: mode.default('live') }).strict().optional(),
  /** Through the server in `SMTP_URL`; `from` is whom these mails come from. */
  mail: z.object({ from: z.email(), name: z.string().default('Leadwright'), mode: mode.default('live') }).strict().optional(),
}).strict();

export const connectionsConfig = z.object({
  connections: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), connection),
  gate: gateConfig.prefault({}),
  notify: notifyConfig.prefault({}),
}).strict();
export type ConnectionsConfig = z.infer<typeof connectionsConfig>;
