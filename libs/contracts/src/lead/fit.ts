import { z } from 'zod';
import { configRef, id } from '../scalars.js';
import { field } from './fact.js';

export const verdict = z.enum(['fit', 'not_fit', 'needs_review']);
export type Verdict = z.infer<typeof verdict>;

export const criterionState = z.enum(['met', 'not_met', 'unknown', 'conflicting']);
export const criterionResult = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(['must', 'disqualifier', 'points', 'moment']),
  state: criterionState,
  /** Points it gives when met; 0 for must, disqualifier and moment. */
  points: z.number(),
  /** What was compared, in words: `620`, `GB`, `4 cold sites`. */
  found: z.string().nullable(),
  fields: z.array(field),
  evidenceIds: z.array(id),
});
export type CriterionResult = z.infer<typeof criterionResult>;

/**
 * The verdict and everything it rests on. `points` are points met; `[lo, hi]` is the interval over the unknowns.
 * "Clear" means that `verdict` is not `needs_review`.
 */
export const fit = z.object({
  verdict,
  points: z.number(),
  lo: z.number(),
  hi: z.number(),
  needed: z.number(),
  possible: z.number(),
  criteria: z.array(criterionResult),
  /** Criterion ids that alone force the verdict. */
  decidedBy: z.array(z.string()),
  /** Criterion ids that are still open and could change the verdict. */
  open: z.array(z.string()),
  /** One sentence for a rep. */
  sentence: z.string(),
  method: z.string(),
  icp: configRef,
});
export type Fit = z.infer<typeof fit>;
