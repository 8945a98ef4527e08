import type { Connection } from '#contracts';
import { parseBoundedJson } from '#platform';
import { proveDeclared } from './declared-signature.js';
import { readHubspotEvents } from './hubspot-events.js';
import { proveHubspot } from './hubspot-signature.js';
import type { Proof, UnprovedCall } from './proof.js';
import { proveStandardWebhook, standardKey } from './standard-webhooks.js';

/** What is particular to one kind of sender: how a call is proved, and what stands in it. Pure: no database, no network. */
export interface Sender {
  /** Name of the secret in the environment. */
  readonly secret: string;
  /** The keys in the live values of the secret. */
  keysOf(secrets: readonly string[]): Uint8Array[];
  /** What the values of the secret should be, for a person, where `keysOf` finds no key in them. */
  readonly secretForm: string;
  prove(call: UnprovedCall, keys: readonly Uint8Array[]): Proof;
  /** The body that mappings read; of a CRM an `Announcement`. Errors: 400 body_unreadable. */
  parse(bytes: Uint8Array): unknown;
}

export type Called = Exclude<Connection, { vendor: 'api' }>;

export function senderOf(connection: Called): Sender {
  switch (connection.vendor) {
    case 'standard': return {
      secret: connection.secret, keysOf: (secrets) => secrets.flatMap((secret) => standardKey(secret) ?? []),
      secretForm: 'is not a Standard Webhooks secret: whsec_ and at least 16 bytes in base64.',
      prove: (call, keys) => proveStandardWebhook(call, keys, connection.tolerance), parse: parseBoundedJson,
    };
    case 'form': return { ...byText(connection.signature.secret), prove: (call, keys) => proveDeclared(call, keys, connection.signature), parse: parseBoundedJson };
    case 'hubspot': return {
      ...byText(connection.secret), prove: (call, keys) => proveHubspot(call, keys, connection.signature),
      parse: (bytes) => readHubspotEvents(parseBoundedJson(bytes), connection.crm.objectType),
    };
  }
}

/** A secret that is used as the text it is. */
const byText = (secret: string): Pick<Sender, 'secret' | 'keysOf' | 'secretForm'> => ({ secret, keysOf: (secrets) => secrets.map((value) => Buffer.from(value)), secretForm: 'is empty.' });
