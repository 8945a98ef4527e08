import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { id } from '../scalars.js';
import { personalLead } from '../person.js';

/** Intake: a submission that ends here, by a named rule and before any spend. Its `leadId` is the id the lead would have had. */
export const submissionIgnored = defineEvent('submission.ignored', 1, z.object({
  submissionId: id,
  connection: z.string(),
  rule: z.string(),
  reason: z.string(),
  person: personalLead,
}));
export type SubmissionIgnored = DataOf<typeof submissionIgnored>;
