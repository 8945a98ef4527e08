import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text that fits an address and a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token: who can read the database cannot sign in with it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
