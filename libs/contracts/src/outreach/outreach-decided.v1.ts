import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { id, iso } from '../scalars.js';
import { personalDraft } from './draft.js';

/** Console: a permitted human approved exactly this content. The sender recomputes the hash before anything leaves. */
export const outreachApproved = defineEvent('outreach.approved', 1, z.object({
  draftId: id,
  approvalId: id,
  content: personalDraft,
  contentHash: z.string(),
  approvedBy: z.string(),
  approvedAt: iso,
  expiresAt: iso,
}));
export type OutreachApproved = DataOf<typeof outreachApproved>;

/** Console: a human said no, and why. */
export const outreachRejected = defineEvent('outreach.rejected', 1, z.object({ draftId: id, rejectedBy: z.string(), reason: z.string() }));
export type OutreachRejected = DataOf<typeof outreachRejected>;
