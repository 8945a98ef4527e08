import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_LENGTH = 22;

/** Names a mail in an unsubscribe link: the id of its effect, and 128 bits by which it is known that we wrote it. It does not expire. */
export const unsubscribeToken = (effectId: string, key: string): string => `${effectId}${mac(effectId, key)}`;

/** The effect's id, or null when we did not write the token. */
export function readUnsubscribeToken(token: string, key: string): string | null {
  const effectId = token.slice(0, -MAC_LENGTH);
  const expected = Buffer.from(mac(effectId, key));
  const given = Buffer.from(token.slice(-MAC_LENGTH));
  return expected.length === given.length && timingSafeEqual(expected, given) ? effectId : null;
}

const mac = (effectId: string, key: string): string => createHmac('sha256', key).update(`unsubscribe:${effectId}`).digest('base64url').slice(0, MAC_LENGTH);
