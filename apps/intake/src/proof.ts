import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Whether a call is its sender's own; `id` is the sender's id of the call where the proof covers one. The right signature is never told. */
export type Proof = { readonly proved: true; readonly id: string | null } | { readonly proved: false; readonly code: RefusalCode; readonly detail: string };
export type RefusalCode = 'signature_missing' | 'signature_invalid' | 'signature_expired';

export type CallHeaders = Readonly<Record<string, string | string[] | undefined>>;
export interface UnprovedCall {
  /** Names in lower case, as Node gives them. */
  readonly headers: CallHeaders;
  readonly body: Uint8Array;
  /** What the sender called, for a person: `POST https://leads.example/hooks/demo-form`. */
  readonly address: string;
  /** What the sender called, as it may sign it: the public address with path and query. */
  readonly url: string;
  /** Milliseconds. */
  readonly now: number;
}

/** A call that a sender is about to make. */
export interface CallToSign {
  /** The sender's id of the call. */
  readonly id: string;
  readonly body: Uint8Array;
  /** Milliseconds. */
  readonly now: number;
}

export const refused = (code: RefusalCode, detail: string): Proof => ({ proved: false, code, detail });

/** A header that came once, not empty. */
export function headerOf(headers: CallHeaders, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' ? value : null;
}

export const missing = (name: string, address: string): Proof =>
  refused('signature_missing', `${name} is missing from ${address}. Switch signing on at the sender, with the secret of this connection; a proxy must let the header through.`);

export const invalid = (checked: string, address: string): Proof =>
  refused('signature_invalid', `${checked} was checked against the body of ${address} and does not match. Use the same secret on both sides, and let nothing between them change the body.`);

/** Every given signature against every key, each in constant time. */
export function isSignedBy(signed: Uint8Array, algorithm: 'sha1' | 'sha256', keys: readonly Uint8Array[], given: readonly Uint8Array[]): boolean {
  let matches = false;
  for (const key of keys) {
    const expected = createHmac(algorithm, key).update(signed).digest();
    for (const signature of given) if (signature.length === expected.length && timingSafeEqual(signature, expected)) matches = true;
  }
  return matches;
}

/** A shared secret that came as it is, against every live one, in constant time whatever their lengths. */
export function isSecret(given: Uint8Array, keys: readonly Uint8Array[]): boolean {
  const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
  return keys.filter((key) => timingSafeEqual(digest(given), digest(key))).length > 0;
}

const BYTES = { sha1: 20, sha256: 32 } as const;

/** The bytes of a signature in exactly one spelling: nothing missing, nothing beside it. Null for anything else. */
export function decodeSignature(text: string, encoding: 'hex' | 'base64', algorithm: 'sha1' | 'sha256'): Buffer | null {
  const bytes = Buffer.from(text, encoding);
  const same = encoding === 'hex' ? bytes.toString('hex') === text.toLowerCase() : bytes.toString('base64') === text;
  return same && bytes.length === BYTES[algorithm] ? bytes : null;
}

const UNIT_MS = { s: 1_000, ms: 1 } as const;

/** Refuses a time that is not plain digits, or is further from now than `tolerance` in either direction. Null when it is good. */
export function refuseTime(text: string, { header, unit, tolerance, now }: { header: string; unit: 's' | 'ms'; tolerance: number; now: number }): Proof | null {
  if (!/^\d{1,15}$/.test(text)) return refused('signature_invalid', `${header} must be ${unit === 's' ? 'seconds' : 'milliseconds'} since 1970 in digits only.`);
  const ahead = Number(text) * UNIT_MS[unit] - now;
  if (Math.abs(ahead) <= tolerance) return null;
  const how = ahead < 0 ? `${spell(-ahead)} old` : `${spell(ahead)} ahead`;
  return refused('signature_expired', `Timestamp is ${how}; at most ${spell(tolerance)} is accepted. Check this server's clock (now ${new Date(now).toISOString().replace(/\.\d+/, '')}).`);
}

function spell(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
