import type { GateConfig } from '#contracts';
import { gateSubmission, identityClaims } from '#domain';
import type { ReadLead } from './compile-connection.js';
import type { Reading } from './submission.js';

export interface ReadingParts {
  readonly gate: GateConfig;
  /** The digest of a claim, keyed. */
  readonly digest: (kind: string, value: string) => string;
  /** The key that the call holds, made from its sender's id; null when it holds none, so that no other call can be the same. */
  readonly callKey: string | null;
  readonly onError: (error: unknown) => void;
}

/** What each submission that was read says by itself: normalised, through the gate, and who it claims to be. */
export function readSubmissions(name: string, reads: readonly ReadLead[], parts: ReadingParts): Reading[] {
  return reads.map((read, ordinal) => readingOf(read, name, ordinal, parts));
}

function readingOf(read: ReadLead, connection: string, ordinal: number, { gate, digest, callKey, onError }: ReadingParts): Reading {
  if ('attention' in read) {
    if ('error' in read) onError(read.error);
    return { as: 'attention', attention: read.attention };
  }
  const { lead, senderId = callKey === null ? null : `${callKey}#${ordinal}`, ours = null } = read;
  const decision = gateSubmission(lead.person, gate);
  if (!decision.pass) return { as: 'ignored', lead, rule: decision.rule, reason: decision.reason };
  const claims = identityClaims({ connection, email: lead.person.email, crm: lead.crm, senderId });
  return { as: 'lead', lead, ours, claims: claims.map(({ kind, value }) => ({ kind, digest: digest(kind, value) })) };
}
