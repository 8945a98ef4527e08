import { isSecret, refused, type Proof, type UnprovedCall } from './proof.js';
import { readOutboundMessage, withoutSession } from './salesforce-message.js';

/** What stands in the address as it is, and is long enough that nobody guesses it. */
const PLAIN_KEY = /^[A-Za-z0-9_-]{16,200}$/;

export const salesforceKeys = (secrets: readonly string[]): Uint8Array[] => secrets.filter((secret) => PLAIN_KEY.test(secret)).map((secret) => Buffer.from(secret));

/**
 * Salesforce signs nothing. A call is taken for its own when the address holds the secret, and organisation and message are on
 * the list; what it then says is only which leads to read back. Errors: 400 body_unreadable, once the secret is right.
 */
export function proveSalesforce({ url, body, address }: UnprovedCall, keys: readonly Uint8Array[], { organizationId, actionIds }: { organizationId: string; actionIds?: readonly string[] | undefined }): Proof {
  const given = new URLSearchParams(url.split('?').slice(1).join('?')).getAll('key');
  if (given.length === 0 || given[0] === '') return refused('signature_missing', `key is missing from ${address}. Paste the whole address into the outbound message, with ?key= and the secret of this connection.`);
  if (given.length > 1 || !isSecret(Buffer.from(given[0]!), keys)) return refused('signature_invalid', `The key in the address was checked for ${address} and does not match. Paste the secret of this connection behind ?key= once, as it is.`);
  const message = readOutboundMessage(withoutSession(body));
  if (!isOn([organizationId], message.organizationId)) return refused('signature_invalid', `OrganizationId of the message is not the organizationId of this connection (${address}). Compare it with Setup, Company Information.`);
  if (actionIds && !isOn(actionIds, message.actionId)) return refused('signature_invalid', `ActionId of the message is not among the actionIds of this connection (${address}). Add it, or leave actionIds out to take all messages of the organisation.`);
  return { proved: true, id: null };
}

/** Ids have 15 signs, or the same 15 and 3 more that follow from them. */
const isOn = (list: readonly string[], id: string | null): boolean => id !== null && list.some((one) => one.slice(0, 15) === id.slice(0, 15));
