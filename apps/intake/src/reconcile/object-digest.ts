import { createHash } from 'node:crypto';

/** An object of the CRM behind a connection as a key: its id is the CRM's own and names nobody, so that no secret is needed. */
export const objectDigest = (connection: string, objectId: string): string => createHash('sha256').update(JSON.stringify([connection, objectId])).digest('hex');
