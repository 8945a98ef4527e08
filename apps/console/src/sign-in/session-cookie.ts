import { fastifyCookie } from '@fastify/cookie';
import { SESSION_MS } from './sessions.js';

const NAME = 'leadwright';

/** The session token in a `Cookie` header, or null. */
export const sessionToken = (header: string | string[] | undefined): string | null =>
  (typeof header === 'string' ? fastifyCookie.parse(header)[NAME] || null : null);

/** `Set-Cookie` that signs in: no script reads it, no other site sends it along but by a link, and over https only where there is https. */
export const sessionCookie = (token: string, publicUrl: string): string => write(token, publicUrl, SESSION_MS / 1_000);

/** `Set-Cookie` that signs out. */
export const noSessionCookie = (publicUrl: string): string => write('', publicUrl, 0);

const write = (value: string, publicUrl: string, maxAge: number): string =>
  fastifyCookie.serialize(NAME, value, { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), maxAge });
