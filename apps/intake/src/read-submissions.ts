import type { GateConfig } from '#contracts';
import { gateSubmission, identityClaims } from '#domain';
import type { CompiledConnection, ReadLead } from './compile-connection.js';
import type { Reading } from './submission.js';

export interface ReadingParts {
  readonly gate: GateConfig;
  /** The digest of a claim, keyed. */
  readonly digest: (kind: string, value: string) => string;
  /** The key that the call holds, made from its sender's id; null when it holds none, so that no other call can be the same. */
  readonly callKey: string | null;
  /** Milliseconds. */
  readonly now: number;
  readonly onError: (error: unknown) => void;
}

/** What each submission in a body says by itself: mapped, normalised, through the gate, and who it claims to be. */
export function readSubmissions(compiled: CompiledConnection, body: unknown, parts: ReadingParts): Reading[] {
  return compiled.read(body, parts.now).map((read, ordinal) => readingOf(read, compiled.name, ordinal, parts));
}

function readingOf(read: ReadLead, connection: string, ordinal: number, { gate, digest, callKey, onError }: ReadingParts): Reading {
  if ('attention' in read) {
    if ('error' in read) onError(read.error);
    return { as: 'attention', attention: read.attention };
  }
  const { lead } = read;
  const decision = gateSubmission(lead.person, gate);
  if (!decision.pass) return { as: 'ignored', lead, rule: decision.rule, reason: decision.reason };
  const claims = identityClaims({ connection, email: lead.person.email, crm: lead.crm, senderId: callKey === null ? null : `${callKey}#${ordinal}` });
  return { as: 'lead', lead, claims: claims.map(({ kind, value }) => ({ kind, digest: digest(kind, value) })) };
}
