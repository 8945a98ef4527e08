import { parseBoundedJson } from '#platform';
import { asText } from './field-values.js';
import { isObject } from './json-path.js';
import { isSecret, refused, type Proof, type UnprovedCall } from './proof.js';

/** Zoho takes at most 50 characters as a channel's token; below 16 it could be guessed. */
const TOKEN = /^[!-~]{16,50}$/;

export const zohoKeys = (secrets: readonly string[]): Uint8Array[] => secrets.filter((secret) => TOKEN.test(secret)).map((secret) => Buffer.from(secret));

/**
 * Zoho signs nothing: it sends back the token that its channel was opened with, in the body. What the call then says is only
 * which records to read back. Errors: 400 body_unreadable.
 */
export function proveZoho({ body, address }: UnprovedCall, keys: readonly Uint8Array[]): Proof {
  const call = parseBoundedJson(body);
  const token = isObject(call) ? asText(call['token']) : null;
  if (token === null || token === '') return refused('signature_missing', `token is missing from the body sent to ${address}. Open the notification channel with the token of this connection, or let Leadwright open it (keepChannel).`);
  return isSecret(Buffer.from(token), keys) ? { proved: true, id: null } : refused('signature_invalid', `The token in the body was checked for ${address} and does not match. Open the notification channel again with the token of this connection; Leadwright does it within a day, or when it starts.`);
}

/** A call without its token, as it may be kept. Errors: 400 body_unreadable. */
export function withoutToken(bytes: Uint8Array): Buffer {
  const call = parseBoundedJson(bytes);
  if (!isObject(call)) return Buffer.from(bytes);
  const { token: _, ...rest } = call;
  return Buffer.from(JSON.stringify(rest));
}
