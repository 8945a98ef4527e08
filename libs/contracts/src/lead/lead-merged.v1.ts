import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { id } from '../scalars.js';
import { leadSnapshot } from './lead.js';

/** Intake: another submission turned out to be this lead. `lead` is the lead with what the submission added. */
export const leadMerged = defineEvent('lead.merged', 1, z.object({
  submissionId: id,
  connection: z.string(),
  matchedBy: z.enum(['email', 'crm-object', 'sender-id']),
  lead: leadSnapshot,
}));
export type LeadMerged = DataOf<typeof leadMerged>;
