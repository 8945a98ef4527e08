import { z } from 'zod';
import { field } from '../lead/fact.js';
import { duration, money } from './duration.js';

/** A typed condition over one field. Code, never a model, decides whether it holds. */
export const predicate = z.union([
  z.object({ field, in: z.array(z.string()).min(1) }).strict(),
  z.object({ field, between: z.tuple([z.number(), z.number()]) }).strict(),
  z.object({ field, atLeast: z.number(), withinDays: z.number().int().positive().optional() }).strict(),
  z.object({ field, contains: z.array(z.string()).min(1) }).strict(),
  z.object({ field, exists: z.literal(true), withinDays: z.number().int().positive().optional() }).strict(),
]);
export type Predicate = z.infer<typeof predicate>;

const criterionBase = { id: z.string().regex(/^[a-z][a-z0-9-]*$/), label: z.string(), when: predicate, prior: z.number().min(0.01).max(0.99).default(0.5) };
export const icpCriterion = z.object({ ...criterionBase, points: z.number().positive().optional() }).strict();
export type IcpCriterion = z.infer<typeof icpCriterion>;

export const icpConfig = z.object({
  name: z.string(),
  must: z.array(icpCriterion),
  rulesOut: z.array(icpCriterion),
  points: z.array(icpCriterion),
  goodMoment: z.array(icpCriterion).default([]),
  /** Points needed of the sum of all points. */
  needed: z.number().positive(),
  /** Independent origins that must agree before a must or a disqualifier may fail a lead, per field group. */
  corroborate: z.record(z.string(), z.number().int().min(1)).default({}),
  costOfBeingWrong: z.object({ missedFit: money, falseFit: money, review: money }).strict(),
  research: z.object({
    assignWithin: duration.default(60_000),
    looks: z.number().int().min(1).default(12),
    money: money.prefault('$0.25'),
    time: duration.default(90_000),
    keptForDraft: z.number().min(0).max(1).default(0.2),
    /** A clear fit is looked into as well, for the first line of a mail; otherwise it has no draft. */
    clearFits: z.boolean().default(true),
    /** What one look costs in attention and time, in money, so that looking ends when it is not worth it. */
    lookWorth: money.prefault('$0.50'),
  }).strict().prefault({}),
}).strict();
export type IcpConfig = z.infer<typeof icpConfig>;
