import { z } from 'zod';

/** `ingest` is for programs that only send leads. */
export const role = z.enum(['rep', 'manager', 'ops', 'admin', 'ingest']);
export type Role = z.infer<typeof role>;

/** Who asks. Made by console from a session or a token, signed, and good for seconds. */
export const identity = z.object({ user: z.string(), name: z.string(), role, rep: z.string().nullable() });
export type Identity = z.infer<typeof identity>;

/** Header in which console passes a signed identity to the app that owns a route. */
export const IDENTITY_HEADER = 'x-leadwright-identity';
