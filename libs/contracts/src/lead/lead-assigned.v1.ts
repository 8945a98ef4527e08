import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { configRef, id, iso } from '../scalars.js';
import { fit } from './fit.js';
import { companyBrief, leadSnapshot, owner } from './lead.js';

/** Assignment, once per (lead, epoch). An older epoch is void as soon as a newer one exists. */
export const leadAssigned = defineEvent('lead.assigned', 1, z.object({
  epoch: z.number().int().min(1),
  owner,
  rule: z.object({ id: z.string(), label: z.string() }),
  /** Why, in one sentence for the rep. */
  sentence: z.string(),
  /** A few words for a table: `Rest of EMEA, her turn`. */
  short: z.string(),
  decisionId: id,
  answerBy: iso.nullable(),
  /** What opened this epoch. */
  because: z.enum(['enriched', 'researched', 'research-timeout', 'declined', 'escalated', 'manual']),
  lead: leadSnapshot,
  company: companyBrief,
  fit,
  summary: z.string(),
  configs: z.array(configRef),
}));
export type LeadAssigned = DataOf<typeof leadAssigned>;
