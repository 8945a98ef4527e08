import { headerOf, isSecret, refused, type Proof, type UnprovedCall } from './proof.js';

const BASIC = /^basic ([A-Za-z0-9+/]+={0,2})$/i;

export const pipedriveKeys = (user: string, secrets: readonly string[]): Uint8Array[] => secrets.map((password) => Buffer.from(`${user}:${password}`));

/** Pipedrive signs nothing; its webhooks can carry a user and a password (HTTP Basic), here compared as one. */
export function provePipedrive({ headers, address }: UnprovedCall, keys: readonly Uint8Array[]): Proof {
  const given = headerOf(headers, 'authorization');
  if (given === null) return refused('signature_missing', `Authorization is missing from ${address}. Make the webhook again with HTTP Auth user and password; a proxy must let the header through.`);
  const text = BASIC.exec(given)?.[1] ?? '';
  const pair = Buffer.from(text, 'base64');
  const isProved = isSecret(pair, keys) && pair.toString('base64') === text;
  return isProved ? { proved: true, id: null } : refused('signature_invalid', `Authorization (HTTP Basic) was checked for ${address} and does not match. Use the user of this connection and its secret as the password.`);
}
