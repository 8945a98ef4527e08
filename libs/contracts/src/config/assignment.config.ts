import { z } from 'zod';
import { countryCode } from '../scalars.js';
import { duration } from './duration.js';

export const repConfig = z.object({
  name: z.string(),
  email: z.email(),
  zone: z.string(),
  languages: z.array(z.string().length(2)).min(1),
  cap: z.object({ day: z.number().int().min(0) }).strict(),
  active: z.boolean().default(true),
  left: z.iso.date().optional(),
  pronoun: z.enum(['her', 'his', 'their']).default('their'),
  /** User id of this rep per CRM connection; without it the owner cannot be written there. */
  crmUser: z.record(z.string(), z.string()).default({}),
  slack: z.string().optional(),
}).strict();
export type RepConfig = z.infer<typeof repConfig>;

export const poolConfig = z.object({ label: z.string(), members: z.record(z.string(), z.number().min(0)) }).strict();
export const queueConfig = z.object({ label: z.string(), owner: z.email(), answerWithin: duration.optional(), notify: z.enum(['each', 'daily', 'weekly']).default('each') }).strict();

/** Who gets the lead: a rep named by an expression, a rep, a pool (with needs), or a queue. */
export const assignTarget = z.union([
  z.object({ owner: z.string() }).strict(),
  z.object({ rep: z.string() }).strict(),
  z.object({ pool: z.string(), language: z.string().length(2).optional() }).strict(),
  z.object({ queue: z.string() }).strict(),
]);
export type AssignTarget = z.infer<typeof assignTarget>;

export const assignmentRule = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: z.string(),
  /** CEL over `lead`, `company`, `account`, `fit`. Unknown values are null. */
  when: z.string(),
  assign: assignTarget,
  ifNotAvailable: z.enum(['next-rule', 'queue']).default('next-rule'),
}).strict();
export type AssignmentRule = z.infer<typeof assignmentRule>;

/** An account whose owner is settled before any pool: its domains, and the rep. */
export const accountConfig = z.object({ name: z.string(), domains: z.array(z.string()).min(1), owner: z.string(), country: countryCode.optional() }).strict();

export const assignmentConfig = z.object({
  reps: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), repConfig),
  pools: z.record(z.string(), poolConfig),
  queues: z.record(z.string(), queueConfig),
  accounts: z.array(accountConfig).default([]),
  manager: z.string().optional(),
  answerWithin: duration.default(3_600_000),
  rules: z.array(assignmentRule),
  otherwise: z.object({ queue: z.string() }).strict(),
}).strict();
export type AssignmentConfig = z.infer<typeof assignmentConfig>;
