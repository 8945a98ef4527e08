import { z } from 'zod';
import { field } from '../lead/fact.js';
import { duration, money } from './duration.js';

/** Providers of one field, in order; the first valid value ends the search. */
export const waterfallStep = z.object({ provider: z.string(), price: money }).strict();

export const enrichmentConfig = z.object({
  deadline: duration.default(5_000),
  timeZone: z.string().default('UTC'),
  currency: z.literal('USD').default('USD'),
  ceilings: z.object({ lead: money, providerDay: money, day: money }).strict(),
  directory: z.object({ file: z.string() }).strict().optional(),
  waterfall: z.partialRecord(field, z.array(waterfallStep)).default({}),
}).strict();
export type EnrichmentConfig = z.infer<typeof enrichmentConfig>;
