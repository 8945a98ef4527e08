import { z } from 'zod';
import { field } from '../lead/fact.js';
import { duration, money } from './duration.js';

/** Providers of one field, in order; the first valid value ends the search. */
export const waterfallStep = z.object({ provider: z.string(), price: money }).strict();

/** A provider that is asked over HTTP and paid by the match. */
export const paidProvider = z.object({
  kind: z.literal('people-data-labs'),
  baseUrl: z.string().regex(/^https:\/\/[^/?#]+/, 'must look like https://api.peopledatalabs.com'),
  key: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the NAME of an environment variable, not the key itself'),
  price: money,
}).strict();
export type PaidProvider = z.infer<typeof paidProvider>;

export const enrichmentConfig = z.object({
  deadline: duration.default(5_000),
  timeZone: z.string().default('UTC'),
  currency: z.literal('USD').default('USD'),
  ceilings: z.object({ lead: money, providerDay: money, day: money }).strict(),
  directory: z.object({ file: z.string() }).strict().optional(),
  providers: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be small letters, digits and -'), paidProvider).default({}),
  waterfall: z.partialRecord(field, z.array(waterfallStep)).default({}),
}).strict();
export type EnrichmentConfig = z.infer<typeof enrichmentConfig>;
