import { SESSION_MS } from './sessions.js';

/** The session token in a `Cookie` header, or null. */
export const sessionToken = (header: string | string[] | undefined): string | null =>
  (typeof header === 'string' ? /(?:^|;\s*)leadwright=([\w-]+)/.exec(header)?.[1] ?? null : null);

/** `Set-Cookie` that signs in: no script reads it, another site's pages send it along only with a link, and where there is https it goes nowhere else. */
export const sessionCookie = (token: string, publicUrl: string): string => write(token, SESSION_MS / 1_000, publicUrl);

/** `Set-Cookie` that signs out. */
export const noSessionCookie = (publicUrl: string): string => write('', 0, publicUrl);

const write = (value: string, maxAge: number, publicUrl: string): string =>
  `leadwright=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`;
