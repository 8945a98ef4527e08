import { z } from 'zod';

/** A ULID: 26 characters, sorts by time of creation. Ids are made at the edge and passed in. */
export const id = z.string().min(1).max(64).regex(/^[A-Za-z0-9_.:-]+$/);
/** ISO 8601 in UTC with milliseconds, as `Date.toISOString()` writes it. */
export const iso = z.iso.datetime({ offset: false });
/** Money in millionths of `currency`, an integer: $0.02 is 20_000. Always estimated unless a provider confirmed it. */
export const microMoney = z.number().int().min(0);
export const countryCode = z.string().regex(/^[A-Z]{2}$/);
export const mode = z.enum(['live', 'observe']);
export type Mode = z.infer<typeof mode>;
/** `<kind>@<version>`: the configuration a decision was made under. */
export const configRef = z.object({ kind: z.string(), version: z.number().int().min(1), hash: z.string() });
export type ConfigRef = z.infer<typeof configRef>;
