import { z } from 'zod';
import { stopReason } from '../research/lead-researched.v1.js';
import { evidence, snapshotRef } from '../research/evidence.js';
import { fit, verdict } from '../lead/fit.js';
import { configRef, iso, microMoney, mode } from '../scalars.js';
import { role } from './identity.js';

/** A connection as sales ops sees it. */
export const connectionView = z.object({
  name: z.string(), label: z.string(), vendor: z.string(), mode,
  /** What to paste at the sender, or where programs send leads. */
  url: z.string(),
  /** Why it takes nothing at the moment, with the remedy; null when it is on. */
  off: z.string().nullable(),
  /** The CRM behind it, whose access can be checked. */
  crm: z.string().nullable(),
  lastCallAt: iso.nullable(),
  /** The last refusal since the process started. */
  lastError: z.object({ code: z.string(), detail: z.string(), at: iso }).nullable(),
  last24h: z.object({ calls: z.number().int(), submissions: z.number().int(), refused: z.record(z.string(), z.number().int()) }),
});
export type ConnectionView = z.infer<typeof connectionView>;

/** What a CRM account lets us do. `ok` is false where a person has to do something there. */
export const accessView = z.object({
  connection: z.string(),
  ok: z.boolean(),
  /** `HubSpot: token works. Missing property leadwright_fit: create it. 9 of 9 active reps found.` */
  sentence: z.string(),
  checkedAt: iso,
});
export type AccessView = z.infer<typeof accessView>;

/** A made-up lead sent through the connection's own door: proved, mapped and ignored by name, so that nothing is written anywhere. */
export const testLeadView = z.object({
  connection: z.string(),
  ok: z.boolean(),
  /** What came of it, and if it went wrong what to do. */
  sentence: z.string(),
  /** The fields that the mapping found. */
  fields: z.array(z.object({ field: z.string(), value: z.string() })),
});
export type TestLeadView = z.infer<typeof testLeadView>;

/** Money in millionths of `currency`. Estimated: what providers say they charge; an answer that was lost counts in full. */
export const spendView = z.object({
  currency: z.string(), estimated: z.boolean(),
  /** The budget day, in the zone of enrichment.yaml. */
  today: z.string(),
  runs: z.number().int(),
  reservedMicro: microMoney, settledMicro: microMoney, unknownMicro: microMoney,
  /** The newest day first. */
  days: z.array(z.object({ provider: z.string(), day: z.string(), calls: z.number().int(), settledMicro: microMoney, reservedMicro: microMoney, unknownMicro: microMoney })),
  ceilings: z.object({ lead: microMoney, providerDay: microMoney, day: microMoney }).nullable(),
});
export type SpendView = z.infer<typeof spendView>;

/** A person who may sign in. */
export const personView = z.object({
  user: z.string(), name: z.string(), email: z.string(), role, rep: z.string().nullable(), active: z.boolean(), lastSeenAt: iso.nullable(),
});
export type PersonView = z.infer<typeof personView>;

const settledFields = {
  /** Those that could not be, the first 20 of them: somebody was faster, or they cannot be tried again. */
  refused: z.array(z.object({ id: z.string(), code: z.enum(['unknown', 'already_settled', 'not_retryable']), why: z.string() })),
};
/** What came of settling items of one app by their ids. */
export const settledView = z.object({ settled: z.array(z.string()), ...settledFields });
export type SettledView = z.infer<typeof settledView>;

/** What came of settling all items of a kind; at most 500 at once. A dry run settles 0. */
export const settledManyView = z.object({
  /** Open items that fitted, before. */
  matched: z.number().int(), settled: z.number().int(), refusedCount: z.number().int(), ...settledFields,
  /** Still open and fitting: ask again. */
  left: z.number().int(),
});
export type SettledManyView = z.infer<typeof settledManyView>;

/** A page of events that were (a dry run: would be) published once more. `next` goes on; null at the end. */
export const republishView = z.object({ events: z.number().int(), next: z.number().int().nullable() });
export type RepublishView = z.infer<typeof republishView>;

/** Who did what to what, when and why; the newest first. `next` continues below the last. */
export const auditView = z.object({
  records: z.array(z.object({ id: z.string(), at: iso, by: z.string(), action: z.string(), subject: z.string(), detail: z.string().nullable() })),
  next: z.string().nullable(),
});
export type AuditView = z.infer<typeof auditView>;

/** One version of a configuration with its text, to be read and compared. */
export const configDocumentView = z.object({ version: z.number().int(), hash: z.string(), publishedAt: iso, publishedBy: z.string(), inForce: z.boolean(), yaml: z.string() });
export type ConfigDocumentView = z.infer<typeof configDocumentView>;

const menuItemView = z.object({ label: z.string(), url: z.string(), source: z.string(), serves: z.enum(['question', 'draft']), worthMicro: microMoney, costMicro: microMoney, blockedBy: z.string().nullable() });

/** One decision of a run: what could have been looked at, what was chosen and why, and what came of it. */
export const runStepView = z.object({
  /** Line of the journal at which it was decided. */
  seq: z.number().int(),
  at: iso,
  /** Where the run stood when it chose. */
  verdict: verdict.nullable(), points: z.number().nullable(), sentence: z.string().nullable(),
  menu: z.array(menuItemView.extend({ chosen: z.boolean() })),
  decision: z.object({ kind: z.enum(['look', 'conclude', 'refused']), why: z.string(), stop: stopReason.nullable() }),
  look: z.object({
    label: z.string(), url: z.string(), ok: z.boolean(), said: z.string(), tookMs: z.number(), spentMicro: microMoney,
    snapshot: snapshotRef.nullable(), accepted: z.array(evidence), rejected: z.array(z.object({ evidence, because: z.string() })),
  }).nullable(),
});
export type RunStepView = z.infer<typeof runStepView>;

/** A research run as its page shows it. */
export const runView = z.object({
  id: z.string(), leadId: z.string(),
  state: z.enum(['running', 'done']), depth: z.enum(['draft-only', 'full']), question: z.string(), startedAt: iso.nullable(),
  verdict: verdict.nullable(), fit: fit.nullable(), stop: stopReason.nullable(), stopSentence: z.string().nullable(),
  looks: z.number().int(), looksAllowed: z.number().int(), spentMicro: microMoney, policy: z.string().nullable(), configs: z.array(configRef),
  steps: z.array(runStepView),
});
export type RunView = z.infer<typeof runView>;
