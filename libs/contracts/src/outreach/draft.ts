import { z } from 'zod';
import { id } from '../scalars.js';
import { personal } from '../person.js';
import { evidence } from '../research/evidence.js';

/** One sentence of a draft and what backs it: evidence ids for facts, a claim id for statements about the sender. */
export const draftSentence = z.object({
  text: z.string(),
  role: z.enum(['greeting', 'answer', 'opener', 'value', 'ask', 'signoff']),
  evidenceIds: z.array(id),
  claimIds: z.array(z.string()),
});
export type DraftSentence = z.infer<typeof draftSentence>;

export const draftContent = z.object({
  to: z.string(),
  subject: z.string(),
  sentences: z.array(draftSentence),
  footer: z.string(),
});
export type DraftContent = z.infer<typeof draftContent>;
export const personalDraft = personal(draftContent);

/**
 * The text over which `contentHash` is taken: `sha256(canonicalDraft(content))` in hex. Written out member by member, so
 * that neither key order nor a later optional member changes the hash of a content.
 */
export const canonicalDraft = ({ to, subject, sentences, footer }: DraftContent): string =>
  JSON.stringify([to, subject, sentences.map(({ text, role, evidenceIds, claimIds }) => [text, role, evidenceIds, claimIds]), footer]);

export const draftEvidence = z.array(evidence);

/** Why there is no draft that could be approved: `needs_consent`, `do_not_contact`, … */
export const draftBlock = z.object({ code: z.string(), sentence: z.string(), suggestion: z.string().nullable() });
export type DraftBlock = z.infer<typeof draftBlock>;
