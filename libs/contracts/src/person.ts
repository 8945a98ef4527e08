import { z } from 'zod';

/**
 * The one wrapper that personal data travels and rests in. `keyId` names the lead's key in the keyring.
 * Open today (`sealed: false`); sealing replaces `data` by ciphertext without a change of any contract.
 */
export const personal = <T extends z.ZodType>(data: T) =>
  z.discriminatedUnion('sealed', [
    z.object({ keyId: z.string(), sealed: z.literal(false), data }),
    z.object({ keyId: z.string(), sealed: z.literal(true), alg: z.literal('A256GCM'), nonce: z.string(), data: z.string() }),
  ]);

export type Personal<T> =
  | { keyId: string; sealed: false; data: T }
  | { keyId: string; sealed: true; alg: 'A256GCM'; nonce: string; data: string };

/** What the lead said about themselves, normalised by intake; `null` means "not given". */
export const leadPerson = z.object({
  fullName: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  message: z.string().nullable(),
});
export type LeadPerson = z.infer<typeof leadPerson>;
export const personalLead = personal(leadPerson);
export type PersonalLead = z.infer<typeof personalLead>;

/** The data in a wrapper; null while it is sealed and its key is not here. */
export const openData = <T>(wrapped: Personal<T> | null | undefined): T | null => (wrapped && !wrapped.sealed ? wrapped.data : null);

/** Wraps open personal data under the key of a lead. */
export const openPersonal = <T>(keyId: string, data: T): Personal<T> => ({ keyId, sealed: false, data });
