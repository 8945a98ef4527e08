import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { configRef, id, iso } from '../scalars.js';
import { evidence } from '../research/evidence.js';
import { draftBlock, personalDraft } from './draft.js';

/** Research: a draft (or the reason why there is none). `contentHash` is what an approval binds to. */
export const outreachDrafted = defineEvent('outreach.drafted', 1, z.object({
  draftId: id,
  runId: id,
  state: z.enum(['ready', 'blocked']),
  blocked: draftBlock.nullable(),
  content: personalDraft.nullable(),
  contentHash: z.string().nullable(),
  evidence: z.array(evidence),
  /** `template@1`, `llm@…` */
  generator: z.string(),
  draftedAt: iso,
  configs: z.array(configRef),
}));
export type OutreachDrafted = DataOf<typeof outreachDrafted>;
