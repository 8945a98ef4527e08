import type { Connection } from '#contracts';
import { parseBoundedJson } from '#platform';
import { proveDeclared, signDeclared } from './declared-signature.js';
import { readHubspotEvents } from './hubspot-events.js';
import { proveHubspot } from './hubspot-signature.js';
import { readPipedriveEvent } from './pipedrive-events.js';
import { pipedriveKeys, provePipedrive } from './pipedrive-proof.js';
import type { CallHeaders, CallToSign, Proof, UnprovedCall } from './proof.js';
import { SALESFORCE_ACK } from './salesforce-answer.js';
import { announceMessage, readOutboundMessage, withoutSession } from './salesforce-message.js';
import { proveSalesforce, salesforceKeys } from './salesforce-proof.js';
import { readZohoEvent } from './zoho-events.js';
import { proveZoho, withoutToken, zohoKeys } from './zoho-proof.js';
import { proveStandardWebhook, signStandardWebhook, standardKey } from './standard-webhooks.js';

/** What is particular to one kind of sender: how a call is proved, and what stands in it. Pure: no database, no network. */
export interface Sender {
  /** Name of the secret in the environment. */
  readonly secret: string;
  /** The keys in the live values of the secret. */
  keysOf(secrets: readonly string[]): Uint8Array[];
  /** What the values of the secret should be, for a person, where `keysOf` finds no key in them. */
  readonly secretForm: string;
  prove(call: UnprovedCall, keys: readonly Uint8Array[]): Proof;
  /** The headers of a call that carries its lead itself, as this sender signs it. */
  sign?(call: CallToSign, key: Uint8Array): CallHeaders;
  /** What may be kept of a body, where that is not all of it. Everything after the proof sees only this. Errors: 400 body_unreadable. */
  keep?(bytes: Uint8Array): Buffer;
  /** The body that mappings read; of a CRM an `Announcement`. Errors: 400 body_unreadable. */
  parse(bytes: Uint8Array): unknown;
  /** What the sender takes for a 2xx, where that is not our own answer. */
  readonly answer?: { readonly type: string; readonly body: string };
}

export type Called = Exclude<Connection, { vendor: 'api' }>;

export function senderOf(connection: Called): Sender {
  switch (connection.vendor) {
    case 'standard': return {
      secret: connection.secret, keysOf: (secrets) => secrets.flatMap((secret) => standardKey(secret) ?? []),
      secretForm: 'is not a Standard Webhooks secret: whsec_ and at least 16 bytes in base64.',
      prove: (call, keys) => proveStandardWebhook(call, keys, connection.tolerance), sign: signStandardWebhook, parse: parseBoundedJson,
    };
    case 'form': return {
      ...byText(connection.signature.secret), prove: (call, keys) => proveDeclared(call, keys, connection.signature),
      sign: (call, key) => signDeclared(call, key, connection.signature), parse: parseBoundedJson,
    };
    case 'hubspot': return {
      ...byText(connection.secret), prove: (call, keys) => proveHubspot(call, keys, connection.signature),
      parse: (bytes) => readHubspotEvents(parseBoundedJson(bytes), connection.crm.objectType),
    };
    case 'salesforce': return {
      secret: connection.secret, keysOf: salesforceKeys, secretForm: 'must be at least 16 letters, digits, - and _, so that it can stand in an address: openssl rand -hex 24',
      prove: (call, keys) => proveSalesforce(call, keys, connection), keep: withoutSession,
      parse: (bytes) => announceMessage(readOutboundMessage(bytes), connection.crm.objectType), answer: SALESFORCE_ACK,
    };
    case 'pipedrive': return {
      ...byText(connection.secret), keysOf: (secrets) => pipedriveKeys(connection.user, secrets), prove: provePipedrive,
      parse: (bytes) => readPipedriveEvent(parseBoundedJson(bytes), connection.crm.fields),
    };
    case 'zoho': return {
      secret: connection.secret, keysOf: zohoKeys, secretForm: 'must be 16 to 50 visible characters, as Zoho takes no more for a token: openssl rand -hex 24',
      prove: proveZoho, keep: withoutToken, parse: (bytes) => readZohoEvent(parseBoundedJson(bytes), connection.crm.objectType),
    };
  }
}

/** A secret that is used as the text it is. */
const byText = (secret: string): Pick<Sender, 'secret' | 'keysOf' | 'secretForm'> => ({ secret, keysOf: (secrets) => secrets.map((value) => Buffer.from(value)), secretForm: 'is empty.' });
