import type { CrmRef, LeadMerged } from '#contracts';
import { normalizeEmail } from './normalize-email.js';

export type ClaimKind = LeadMerged['matchedBy'];

/** "This is me": a value that belongs to at most one lead. */
export interface IdentityClaim {
  kind: ClaimKind;
  /** One spelling per identity. Personal: only a digest of `kind` and `value` may become a key. */
  value: string;
}

/**
 * All claims of one submission, the strongest first: an object in a CRM, an e-mail address, the sender's own id of the submission.
 * Two submissions with one claim in common are one lead. Phone numbers and names claim nothing: people share them.
 */
export function identityClaims(submission: { connection: string; email: string | null; crm: readonly CrmRef[]; senderId: string | null }): IdentityClaim[] {
  const email = normalizeEmail(submission.email);
  return [
    ...submission.crm.map((ref) => claim('crm-object', ref.connection, ref.objectType, ref.objectId)),
    ...(email ? [claim('email', email.canonical)] : []),
    ...(submission.senderId ? [claim('sender-id', submission.connection, submission.senderId)] : []),
  ];
}

/** JSON keeps the parts apart: no id can be spelled so that it reads as another connection's. */
const claim = (kind: ClaimKind, ...parts: string[]): IdentityClaim => ({ kind, value: JSON.stringify(parts) });
