import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { configRef, id, microMoney } from '../scalars.js';
import { fact } from '../lead/fact.js';
import { fit } from '../lead/fit.js';
import { companyBrief } from '../lead/lead.js';
import { evidence, snapshotRef } from './evidence.js';

export const stopReason = z.enum(['clear', 'not_worth_it', 'nothing_left', 'budget', 'deadline', 'human', 'error']);
export type StopReason = z.infer<typeof stopReason>;

/** Research, once per run that ended. Facts it adds never move an owner by themselves. */
export const leadResearched = defineEvent('lead.researched', 1, z.object({
  runId: id,
  depth: z.enum(['draft-only', 'full']),
  fit,
  company: companyBrief,
  facts: z.array(fact),
  evidence: z.array(evidence),
  snapshots: z.array(snapshotRef),
  looks: z.number().int().min(0),
  looksAllowed: z.number().int().min(0),
  spentMicro: microMoney,
  stop: stopReason,
  /** Why it stopped, in one sentence. */
  stopSentence: z.string(),
  configs: z.array(configRef),
}));
export type LeadResearched = DataOf<typeof leadResearched>;
