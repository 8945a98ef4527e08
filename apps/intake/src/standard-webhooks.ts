import { createHmac } from 'node:crypto';
import { decodeSignature, headerOf, invalid, isSignedBy, missing, refused, refuseTime, type CallHeaders, type CallToSign, type Proof, type UnprovedCall } from './proof.js';

const HEADERS = { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' } as const;
const MAX_SIGNATURES = 16;
/** A dot in it would let two calls share one signature: id `a.1` with body `x`, and id `a` with what follows. */
const DOTLESS_ID = /^(?!.*\.)[!-~]{1,256}$/;

/**
 * Standard Webhooks 1.0, symmetric (`v1`): HMAC-SHA256 over `id.timestamp.body`, several signatures while the sender rotates.
 * Stricter than the reference libraries: a timestamp with anything behind its digits and an id with a dot are refused.
 */
export function proveStandardWebhook({ headers, body, address, now }: UnprovedCall, keys: readonly Uint8Array[], tolerance: number): Proof {
  const id = headerOf(headers, HEADERS.id);
  const timestamp = headerOf(headers, HEADERS.timestamp);
  const signature = headerOf(headers, HEADERS.signature);
  if (id === null) return missing(HEADERS.id, address);
  if (timestamp === null) return missing(HEADERS.timestamp, address);
  if (signature === null) return missing(HEADERS.signature, address);
  if (!DOTLESS_ID.test(id)) return refused('signature_invalid', `${HEADERS.id} must be at most 256 visible characters without a dot.`);
  const badTime = refuseTime(timestamp, { header: HEADERS.timestamp, unit: 's', tolerance, now });
  if (badTime) return badTime;
  const isProved = isSignedBy(signedBytes(id, timestamp, body), 'sha256', keys, signaturesIn(signature));
  return isProved ? { proved: true, id } : invalid(HEADERS.signature, address);
}

/** The headers with which a sender signs a call. */
export function signStandardWebhook({ id, body, now }: CallToSign, key: Uint8Array): CallHeaders {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', key).update(signedBytes(id, timestamp, body)).digest('base64');
  return { [HEADERS.id]: id, [HEADERS.timestamp]: timestamp, [HEADERS.signature]: `v1,${signature}` };
}

const signedBytes = (id: string, timestamp: string, body: Uint8Array): Buffer => Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);

/** The `v1,<base64>` among the signatures; other versions are passed over. */
function signaturesIn(header: string): Buffer[] {
  return header.split(' ').slice(0, MAX_SIGNATURES).flatMap((one) => (one.startsWith('v1,') ? (decodeSignature(one.slice(3), 'base64', 'sha256') ?? []) : []));
}

/** The key in a secret (`whsec_` and base64). The standard makes them of 24 to 64 bytes; less than 16 is no secret. Null when it is none. */
export function standardKey(secret: string): Buffer | null {
  const text = secret.replace(/^whsec_/, '');
  const bytes = Buffer.from(text, 'base64');
  const same = bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  return same && bytes.length >= 16 && bytes.length <= 128 ? bytes : null;
}
