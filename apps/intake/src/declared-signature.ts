import { createHmac } from 'node:crypto';
import type { DeclaredSignature } from '#contracts';
import { decodeSignature, headerOf, invalid, isSignedBy, missing, refused, refuseTime, type CallHeaders, type CallToSign, type Proof, type UnprovedCall } from './proof.js';

const ALGORITHM = { 'hmac-sha1': 'sha1', 'hmac-sha256': 'sha256' } as const;

/** Nothing in it can be mistaken for what a template puts between its parts. */
const PLAIN_ID = /^[A-Za-z0-9_-]{1,256}$/;

/** A signature as `connections.yaml` declares it: header, algorithm, encoding, prefix, and the template of what is signed. */
export function proveDeclared({ headers, body, address, now }: UnprovedCall, keys: readonly Uint8Array[], declared: DeclaredSignature): Proof {
  const given = headerOf(headers, declared.header);
  if (given === null) return missing(declared.header, address);
  const parts = { id: '', timestamp: '' };
  if (declared.idHeader) {
    const id = headerOf(headers, declared.idHeader);
    if (id === null) return missing(declared.idHeader, address);
    if (!PLAIN_ID.test(id)) return refused('signature_invalid', `${declared.idHeader} may hold letters, digits, "_" and "-" only, at most 256.`);
    parts.id = id;
  }
  if (declared.timestampHeader) {
    const timestamp = headerOf(headers, declared.timestampHeader);
    if (timestamp === null) return missing(declared.timestampHeader, address);
    const badTime = refuseTime(timestamp, { header: declared.timestampHeader, unit: declared.timestampUnit, tolerance: declared.tolerance, now });
    if (badTime) return badTime;
    parts.timestamp = timestamp;
  }
  const algorithm = ALGORITHM[declared.algorithm];
  const signature = given.startsWith(declared.prefix) ? decodeSignature(given.slice(declared.prefix.length), declared.encoding, algorithm) : null;
  const isProved = signature !== null && isSignedBy(signedBytes(declared.signs, parts, body), algorithm, keys, [signature]);
  return isProved ? { proved: true, id: parts.id || null } : invalid(declared.header, address);
}

/** The headers with which a sender signs a call as declared. */
export function signDeclared({ id, body, now }: CallToSign, key: Uint8Array, declared: DeclaredSignature): CallHeaders {
  const timestamp = String(declared.timestampUnit === 's' ? Math.floor(now / 1_000) : now);
  const signature = createHmac(ALGORITHM[declared.algorithm], key).update(signedBytes(declared.signs, { id, timestamp }, body)).digest(declared.encoding);
  return {
    ...(declared.idHeader ? { [declared.idHeader.toLowerCase()]: id } : {}), ...(declared.timestampHeader ? { [declared.timestampHeader.toLowerCase()]: timestamp } : {}),
    [declared.header.toLowerCase()]: `${declared.prefix}${signature}`,
  };
}

/** The template with its parts filled in. The body goes in as bytes: it is signed as it was sent. */
function signedBytes(template: string, { id, timestamp }: { id: string; timestamp: string }, body: Uint8Array): Buffer {
  return Buffer.concat(template.split(/(\{(?:id|timestamp|body)\})/).map((part) => {
    if (part === '{body}') return body;
    return Buffer.from(part === '{id}' ? id : part === '{timestamp}' ? timestamp : part);
  }));
}
