import { z } from 'zod';
import { iso, mode, configRef } from '../scalars.js';
import { effectKind } from '../delivery/effect-settled.v1.js';
import { fact } from '../lead/fact.js';
import { fit, verdict } from '../lead/fit.js';
import { companyBrief, crmRef, leadStatus, owner } from '../lead/lead.js';
import { question } from '../lead/question.js';
import { leadPerson } from '../person.js';
import { draftBlock, draftContent } from '../outreach/draft.js';
import { evidence, snapshotRef } from '../research/evidence.js';

/** One row of the inbox and of `GET /api/leads`. */
export const leadRow = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  connection: z.string(),
  mode,
  status: leadStatus,
  company: companyBrief,
  verdict: verdict.nullable(),
  points: z.number().nullable(),
  researched: z.boolean(),
  owner: owner.nullable(),
  /** `Rest of EMEA, her turn` */
  why: z.string().nullable(),
  message: z.string().nullable(),
  draft: z.enum(['none', 'ready', 'blocked', 'approved', 'rejected', 'sent']),
  needsAttention: z.boolean(),
  /** `Which company is it?`, while the owner is asked. */
  question: z.string().nullable(),
  capturedAt: iso,
  assignedAt: iso.nullable(),
  answerBy: iso.nullable(),
});
export type LeadRow = z.infer<typeof leadRow>;

export const leadList = z.object({ leads: z.array(leadRow), next: z.string().nullable(), total: z.number().int(), lastAnswered: leadRow.nullable() });
export type LeadList = z.infer<typeof leadList>;

/** One line of a lead's timeline, in words. */
export const timelineEntry = z.object({
  id: z.string(),
  at: iso,
  kind: z.enum(['captured', 'merged', 'changed', 'enriched', 'asked', 'answered', 'research', 'drafted', 'approved', 'rejected', 'assigned', 'accepted', 'declined', 'escalated', 'effect', 'attention']),
  title: z.string(),
  detail: z.string().nullable(),
  link: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** Why this rep and why not the others; made by assignment from the decision record. */
export const assignmentExplanation = z.object({
  epoch: z.number().int(),
  owner,
  /** `Yours because the rule "Rest of EMEA" matched (country GB, from the form) and it was your turn.` */
  sentence: z.string(),
  earlierRules: z.array(z.object({ id: z.string(), label: z.string(), why: z.string() })),
  pool: z.string().nullable(),
  others: z.array(z.object({ rep: z.string(), name: z.string(), why: z.string() })),
  decidedAt: iso,
  configs: z.array(configRef),
  waitedForResearch: z.boolean(),
  /** Only with the newest: where the rules would give it now, on facts that came later. Nothing moves by itself. */
  proposal: z.object({
    rule: z.string(), label: z.string(),
    /** Label of the pool or queue, name of the rep. */
    to: z.string(),
    /** Whose turn it would be, or the id of the queue; exactly one is set. */
    rep: z.string().nullable(), queue: z.string().nullable(),
    /** `The rule "2,000 people or more" would now give it to Enterprise.` */
    sentence: z.string(),
  }).nullable(),
});
export type AssignmentExplanation = z.infer<typeof assignmentExplanation>;

export const draftView = z.object({
  id: z.string(),
  leadId: z.string(),
  runId: z.string(),
  leadName: z.string(),
  state: z.enum(['ready', 'blocked', 'approved', 'rejected', 'sent', 'void', 'expired']),
  blocked: draftBlock.nullable(),
  content: draftContent.nullable(),
  contentHash: z.string().nullable(),
  evidence: z.array(evidence),
  generator: z.string(),
  draftedAt: iso,
  decidedBy: z.string().nullable(),
  decidedAt: iso.nullable(),
  reason: z.string().nullable(),
});
export type DraftView = z.infer<typeof draftView>;

export const effectView = z.object({
  id: z.string(), kind: effectKind, target: z.string(), state: z.enum(['done', 'would_have', 'superseded', 'failed']),
  sentence: z.string(), vendorSaid: z.string().nullable(), mayHaveRepeated: z.boolean(), at: iso,
});
export type EffectView = z.infer<typeof effectView>;

export const attentionItem = z.object({
  id: z.string(), app: z.string(), kind: z.enum(['message', 'task', 'effect', 'submission']), state: z.enum(['open', 'resolved', 'closed']),
  leadId: z.string().nullable(), leadName: z.string().nullable(),
  title: z.string(), detail: z.string(), fix: z.string(), code: z.string(), vendorSaid: z.string().nullable(), attempts: z.number().int(), at: iso,
});
export type AttentionItem = z.infer<typeof attentionItem>;

/** Everything about one lead. */
export const leadPage = z.object({
  row: leadRow,
  person: leadPerson,
  crm: z.array(crmRef),
  summary: z.string().nullable(),
  fit: fit.nullable(),
  /** What the owner is asked now. */
  question: question.nullable(),
  facts: z.array(fact),
  evidence: z.array(evidence),
  snapshots: z.array(snapshotRef),
  research: z.object({
    runId: z.string(), depth: z.enum(['draft-only', 'full']), state: z.enum(['running', 'done']), looks: z.number().int(), looksAllowed: z.number().int(),
    spentMicro: z.number().int(), stopSentence: z.string().nullable(),
  }).nullable(),
  draft: draftView.nullable(),
  effects: z.array(effectView),
  attention: z.array(attentionItem),
});
export type LeadPage = z.infer<typeof leadPage>;

export const me = z.object({ user: z.string(), name: z.string(), email: z.string(), role: z.enum(['rep', 'manager', 'ops', 'admin', 'ingest']), rep: z.string().nullable() });
export type Me = z.infer<typeof me>;

export const stats = z.object({
  submissions: z.number().int(), leads: z.number().int(), merged: z.number().int(), ignored: z.number().int(), assigned: z.number().int(), queued: z.number().int(),
  waiting: z.number().int(), researching: z.number().int(), verdicts: z.object({ fit: z.number().int(), not_fit: z.number().int(), needs_review: z.number().int() }),
  drafts: z.number().int(), effects: z.number().int(), needsAttention: z.number().int(), leadsNobodyOwns: z.number().int(), spentMicro: z.number().int(),
});
export type Stats = z.infer<typeof stats>;

/** What `GET /api/events` sends, one per stored batch: the leads and the kinds of data that changed. */
export const changeNotice = z.object({ leads: z.array(z.string()), kinds: z.array(z.enum(['leads', 'timeline', 'drafts', 'effects', 'attention', 'configs'])) });
export type ChangeNotice = z.infer<typeof changeNotice>;

export const signInLink = z.object({ user: z.string(), url: z.string(), expiresAt: iso });
export type SignInLink = z.infer<typeof signInLink>;

export const configVersionView = z.object({ version: z.number().int(), hash: z.string(), publishedAt: iso, publishedBy: z.string(), inForce: z.boolean() });
export type ConfigVersionView = z.infer<typeof configVersionView>;

/** An address that is not written to any more. `by`: the person pressed the button on our page, or their mail program's. */
export const suppressionView = z.object({ address: z.string(), leadId: z.string(), by: z.enum(['page', 'mail-program']), since: iso });
export type SuppressionView = z.infer<typeof suppressionView>;

/** A CSV file on its way. `columns` says which column each field is read from; `unused` those that are read into none. */
export const importView = z.object({
  id: z.string(),
  connection: z.string(),
  /** `receiving` until the whole file is stored; a `failed` one made no lead. */
  state: z.enum(['receiving', 'working', 'done', 'failed']),
  /** Why it failed, and what to do. */
  failed: z.string().nullable(),
  startedBy: z.string(),
  receivedAt: iso,
  doneAt: iso.nullable(),
  columns: z.record(z.string(), z.string()),
  unused: z.array(z.object({ column: z.string(), hint: z.string().nullable() })),
  /** Lines under the header, and how each ended; they add up. */
  lines: z.object({ total: z.number().int(), waiting: z.number().int(), leads: z.number().int(), merged: z.number().int(), ignored: z.number().int(), refused: z.number().int() }),
  /** Lines that became no lead, by their number in the file; more after `next`. */
  problems: z.array(z.object({ line: z.number().int(), outcome: z.enum(['ignored', 'refused']), column: z.string().nullable(), value: z.string().nullable(), reason: z.string(), fix: z.string().nullable() })),
  next: z.number().int().nullable(),
});
export type ImportView = z.infer<typeof importView>;

export const importList = z.object({ imports: z.array(importView.omit({ problems: true, next: true })) });
export type ImportList = z.infer<typeof importList>;
