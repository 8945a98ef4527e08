import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { id, iso } from '../scalars.js';
import { fact } from '../lead/fact.js';
import { fit } from '../lead/fit.js';
import { companyBrief, leadSnapshot } from '../lead/lead.js';

/** Enrichment: `full` for an unclear lead, `draft-only` for a clear fit (gathers what the first line of the draft needs). */
export const researchRequested = defineEvent('research.requested', 1, z.object({
  runId: id,
  depth: z.enum(['draft-only', 'full']),
  question: z.string(),
  researchBy: iso.nullable(),
  lead: leadSnapshot,
  company: companyBrief,
  facts: z.array(fact),
  fit,
  summary: z.string(),
}));
export type ResearchRequested = DataOf<typeof researchRequested>;
