import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { configRef, id, iso, microMoney } from '../scalars.js';
import { fact, field } from './fact.js';
import { fit } from './fit.js';
import { companyBrief, leadAccount, leadSnapshot } from './lead.js';
import { question } from './question.js';

/**
 * Enrichment, by its own deadline at the latest; `blocked` names the fields that could not be decided and why.
 * `next: research` means that `research.requested` with depth full went out with it and assignment may wait until `researchBy`.
 */
export const leadEnriched = defineEvent('lead.enriched', 1, z.object({
  runId: id,
  lead: leadSnapshot,
  account: leadAccount.nullable(),
  company: companyBrief,
  facts: z.array(fact),
  fit,
  summary: z.string(),
  next: z.enum(['assign', 'research']),
  researchBy: iso.nullable(),
  blocked: z.array(z.object({ field, reason: z.string() })),
  /** What the owner is asked now; null when nothing is open that a person could settle. */
  question: question.nullable(),
  /** Set when an answer led to this: the sentence that was asked, the label that was chosen, and by whom. */
  answered: z.object({ question: z.string(), choice: z.string(), by: z.string() }).nullable(),
  spentMicro: microMoney,
  configs: z.array(configRef),
}));
export type LeadEnriched = DataOf<typeof leadEnriched>;
