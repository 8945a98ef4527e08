import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { iso } from '../scalars.js';
import { configKind } from '../config/kinds.js';

/** Console: a new version of a configuration is in force. Key = kind (compacted); switched between batches. */
export const configPublished = defineEvent('config.published', 1, z.object({
  kind: configKind,
  version: z.number().int().min(1),
  hash: z.string(),
  publishedAt: iso,
  publishedBy: z.string(),
  /** The document as JSON; each app validates it with the schema of its kind before it switches. */
  document: z.unknown(),
}));
export type ConfigPublished = DataOf<typeof configPublished>;
