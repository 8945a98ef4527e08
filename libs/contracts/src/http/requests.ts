import { z } from 'zod';
import { field, factValue } from '../lead/fact.js';
import { draftSentence } from '../outreach/draft.js';
import { id, iso } from '../scalars.js';

/** One lead by API. At least an e-mail or a phone; unknown members are refused so that a typo is not a lost field. */
export const leadInput = z.object({
  connection: z.string().optional(),
  email: z.string().optional(), fullName: z.string().optional(), firstName: z.string().optional(), lastName: z.string().optional(),
  phone: z.string().optional(), title: z.string().optional(), message: z.string().optional(),
  company: z.string().optional(), domain: z.string().optional(), country: z.string().optional(), employees: z.union([z.number(), z.string()]).optional(),
  consent: z.boolean().optional(), campaign: z.string().optional(), leadSource: z.string().optional(), crmObjectId: z.string().optional(),
}).strict();
export type LeadInput = z.infer<typeof leadInput>;

export const declineBody = z.object({ reason: z.string().min(1) }).strict();
/** To a rep or into a queue. */
export const reassignBody = z.object({ rep: z.string().min(1).optional(), queue: z.string().min(1).optional(), reason: z.string().min(1) }).strict()
  .refine(({ rep, queue }) => (rep === undefined) !== (queue === undefined), 'give either rep or queue');
export const correctBody = z.object({ field, value: factValue, reason: z.string().optional() }).strict();
/** The hash of the content that was on the approver's screen; another hash is refused with 409. */
export const approveBody = z.object({ contentHash: z.string() }).strict();
export const rejectBody = z.object({ reason: z.string().min(1) }).strict();
export const reviseBody = z.object({ contentHash: z.string(), subject: z.string().min(1), sentences: z.array(draftSentence).min(1) }).strict();
export const closeBody = z.object({ reason: z.string().min(1) }).strict();

/** Which open items of "Needs attention": those that fit all that is given. `olderThan`: `15m`, `4h`, `7d`. */
const attentionFilter = {
  code: z.string().min(1).optional(), app: z.enum(['intake', 'enrichment', 'research', 'assignment', 'delivery', 'console']).optional(), kind: z.enum(['message', 'task', 'effect', 'submission']).optional(),
  connection: z.string().min(1).optional(), olderThan: z.string().regex(/^\d+(s|m|h|d)$/, 'must be a number and a unit: 15m, 4h or 7d').optional(),
  /** Only counts. */
  dryRun: z.boolean().optional(),
};
const namesSome = ({ code, app, kind, connection, olderThan }: Record<string, unknown>): boolean => [code, app, kind, connection, olderThan].some((one) => one !== undefined);
const NAMES_NONE = 'give at least one of code, app, kind, connection and olderThan';
export const retryManyBody = z.object({ ...attentionFilter, reason: z.string().min(1).optional() }).strict().refine(namesSome, NAMES_NONE);
export const closeManyBody = z.object({ ...attentionFilter, reason: z.string().min(1) }).strict().refine(namesSome, NAMES_NONE);
/** Which events of an app to publish once more; `after` continues where a page ended. At most 500 a call. */
export const republishBody = z.object({ after: z.number().int().min(0).optional(), since: iso.optional(), leads: z.array(id).min(1).max(500).optional(), dryRun: z.boolean().optional() }).strict();
export const askRepublishBody = republishBody.extend({ app: z.enum(['intake', 'enrichment', 'research', 'assignment', 'delivery', 'console']) });
/** Items of one app, by their ids. */
export const settleBody = z.object({ ids: z.array(z.string().min(1)).min(1).max(500) }).strict();
export const closeThemBody = settleBody.extend({ reason: z.string().min(1) });
/** The question that was on the screen, and the choice; another question than the one that is open is refused with 409. */
export const answerBody = z.object({ question: z.string().min(1), choice: z.string().min(1) }).strict();
