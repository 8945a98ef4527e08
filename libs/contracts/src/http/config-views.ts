import { z } from 'zod';
import { configVersionView } from './views.js';

/** One problem of a document with the line of its text, from 1; null where the text has no such place. */
export const configFindingView = z.object({
  severity: z.enum(['error', 'warning']),
  line: z.number().int().nullable(),
  path: z.array(z.union([z.string(), z.number()])).readonly(),
  /** `rule "north-america"` */
  where: z.string(),
  message: z.string(),
  /** The offending text and the columns to underline. */
  excerpt: z.object({ text: z.string(), from: z.number().int(), to: z.number().int() }).optional(),
  remedy: z.string(),
});
export type ConfigFindingView = z.infer<typeof configFindingView>;

/** A document checked; nothing is changed by it. */
export const configCheckView = z.object({
  ok: z.boolean(),
  /** Putting it into force would make a new version. */
  changed: z.boolean(),
  inForce: z.number().int().nullable(),
  /** Where configuration is written: `files` (git is the truth) or `console`. */
  from: z.enum(['files', 'console']),
  /** The text that was checked; null when there is no file. */
  yaml: z.string().nullable(),
  findings: z.array(configFindingView),
});
export type ConfigCheckView = z.infer<typeof configCheckView>;

/** The version in force after publishing, whether it is new, and what is worth a look in it. */
export const configPublishView = configVersionView.extend({ changed: z.boolean(), findings: z.array(configFindingView) });
export type ConfigPublishView = z.infer<typeof configPublishView>;

/** Without `yaml` the file as it stands. */
export const configTextBody = z.object({ yaml: z.string().optional() }).strict();
