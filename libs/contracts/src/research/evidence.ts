import { z } from 'zod';
import { id, iso } from '../scalars.js';
import { field, factValue } from '../lead/fact.js';

/** A stored page or answer. `text` lives with research; events carry the reference only. */
export const snapshotRef = z.object({
  id,
  url: z.string(),
  status: z.number().int(),
  savedAt: iso,
  sha256: z.string(),
  flags: z.array(z.enum(['injection_suspected', 'hidden_text', 'truncated', 'not_html'])),
});
export type SnapshotRef = z.infer<typeof snapshotRef>;

/** A quote in a snapshot for or against a criterion. `quote` is an exact substring of the snapshot's text; `value` is re-parsed from it. */
export const evidence = z.object({
  id,
  criterionId: z.string().nullable(),
  field,
  value: factValue,
  polarity: z.enum(['supports', 'refutes']),
  snapshotId: id,
  url: z.string(),
  quote: z.string().max(600),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  extractor: z.string(),
  /** Sources that copy each other share one; one vote per group. */
  copyGroup: z.string(),
  observedAt: iso,
});
export type Evidence = z.infer<typeof evidence>;
