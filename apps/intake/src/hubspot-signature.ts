import { createHash, timingSafeEqual } from 'node:crypto';
import { decodeSignature, headerOf, isSignedBy, missing, refused, refuseTime, type Proof, type UnprovedCall } from './proof.js';

const HEADERS = { v3: 'X-HubSpot-Signature-v3', time: 'X-HubSpot-Request-Timestamp', old: 'X-HubSpot-Signature' } as const;
const TOLERANCE_MS = 300_000;
/** What HubSpot leaves as it is when it signs an address; everything else stays as it was sent. */
const SIGNED_PLAIN = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/**
 * HubSpot's signatures. v3: base64 of HMAC-SHA256 over method, public address, body and time. v2 and v1 are plain digests
 * without a time and serve only where they are configured; a call that carries v3 is held to it.
 */
export function proveHubspot(call: UnprovedCall, secrets: readonly Uint8Array[], version: 'v1' | 'v2' | 'v3'): Proof {
  return version === 'v3' || call.headers[HEADERS.v3.toLowerCase()] !== undefined ? proveV3(call, secrets) : proveDigest(call, secrets, version);
}

function proveV3({ headers, body, url, address, now }: UnprovedCall, secrets: readonly Uint8Array[]): Proof {
  const given = headerOf(headers, HEADERS.v3);
  const time = headerOf(headers, HEADERS.time);
  if (given === null) return missing(HEADERS.v3, address);
  if (time === null) return missing(HEADERS.time, address);
  const badTime = refuseTime(time, { header: HEADERS.time, unit: 'ms', tolerance: TOLERANCE_MS, now });
  if (badTime) return badTime;
  // Some servers turn a plus in a header into a space; base64 has none.
  const signature = decodeSignature(given.replaceAll(' ', '+'), 'base64', 'sha256');
  const signed = Buffer.concat([Buffer.from(`POST${url.replace(SIGNED_PLAIN, decodeURIComponent)}`), body, Buffer.from(time)]);
  return signature !== null && isSignedBy(signed, 'sha256', secrets, [signature]) ? { proved: true, id: null } : mismatch(HEADERS.v3, address);
}

function proveDigest({ headers, body, url, address }: UnprovedCall, secrets: readonly Uint8Array[], version: 'v1' | 'v2'): Proof {
  const given = headerOf(headers, HEADERS.old);
  if (given === null) return missing(HEADERS.old, address);
  const signature = decodeSignature(given, 'hex', 'sha256');
  let matches = false;
  for (const secret of secrets) {
    const expected = createHash('sha256').update(secret).update(version === 'v2' ? `POST${url}` : '').update(body).digest();
    if (signature !== null && timingSafeEqual(signature, expected)) matches = true;
  }
  return matches ? { proved: true, id: null } : mismatch(`${HEADERS.old} (${version})`, address);
}

const mismatch = (checked: string, address: string): Proof =>
  refused('signature_invalid', `${checked} was checked against ${address} and its body and does not match. Use the client secret of the app; the address must be the one that HubSpot calls (PUBLIC_URL), and nothing between may change the body.`);
