import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { id, iso } from '../scalars.js';

export const effectKind = z.enum(['crm.create', 'crm.owner', 'crm.facts', 'crm.task', 'crm.note', 'notice.slack', 'notice.mail', 'mail.send']);
export type EffectKind = z.infer<typeof effectKind>;

/** Delivery: a write to the outside world reached its end. `would_have` is what an `observe` connection records instead. */
export const effectSettled = defineEvent('effect.settled', 1, z.object({
  effectId: id,
  kind: effectKind,
  target: z.string(),
  /** What it was for: `lead`, `epoch:2`, `facts:3`, `approval:<approvalId>`. */
  occasion: z.string(),
  state: z.enum(['done', 'would_have', 'superseded', 'failed']),
  /** What happened, for a person: `HubSpot now shows Nora Byrne-Quill as owner`. */
  sentence: z.string(),
  /** The vendor's own words when it refused. */
  vendorSaid: z.string().nullable(),
  /** True when a crash made it possible that this went out twice. */
  mayHaveRepeated: z.boolean(),
  /** An object that was created or touched, e.g. the CRM id. */
  reference: z.object({ connection: z.string(), objectType: z.string(), objectId: z.string() }).nullable(),
  settledAt: iso,
}));
export type EffectSettled = DataOf<typeof effectSettled>;
