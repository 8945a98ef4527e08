import { createHmac, timingSafeEqual } from 'node:crypto';
import { identity, type Identity } from '#contracts';

/** How long a signed identity is good for. It is made per forwarded request. */
const LIFETIME_MS = 30_000;

/** Signs who asks, for the app that owns a route: `<base64url JSON>.<base64url HMAC-SHA256>`. */
export function signIdentity(who: Identity, key: string, now: number): string {
  const payload = Buffer.from(JSON.stringify({ ...who, until: now + LIFETIME_MS })).toString('base64url');
  return `${payload}.${mac(payload, key)}`;
}

/** The identity, or null when the signature is wrong or its time is over. */
export function readIdentity(header: string, key: string, now: number): Identity | null {
  const [payload, signature, ...rest] = header.split('.');
  if (!payload || !signature || rest.length > 0) return null;
  const expected = Buffer.from(mac(payload, key));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const { until, ...who } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { until: number };
  const parsed = identity.safeParse(who);
  return parsed.success && until >= now ? parsed.data : null;
}

const mac = (payload: string, key: string): string => createHmac('sha256', key).update(payload).digest('base64url');
