import { z } from 'zod';
import { countryCode } from '../scalars.js';
import { duration } from './duration.js';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 20:00');
export const quietHours = z.object({ from: clockTime, to: clockTime, weekends: z.boolean().default(true) }).strict();
export type QuietHours = z.infer<typeof quietHours>;

export const outreachConfig = z.object({
  sender: z.object({ company: z.string(), postalAddress: z.string(), optOut: z.string(), dataSource: z.string() }).strict(),
  /** `smtp`: as the owner, through the server in `SMTP_URL`. */
  send: z.object({
    by: z.enum(['crm-task', 'smtp']).default('crm-task'),
    /** When nobody is written to, on the clock of the reader's country. */
    quietHours: quietHours.optional(),
  }).strict().prefault({}),
  approval: z.object({ by: z.enum(['owner', 'manager']).default('owner'), expiresAfter: duration.default(604_800_000) }).strict().prefault({}),
  firstTouchEvery: duration.default(7_776_000_000),
  countries: z.record(countryCode, z.enum(['consent', 'legitimate-interest'])).default({}),
  doNotContact: z.object({ domains: z.array(z.string()).default([]), addresses: z.array(z.string()).default([]) }).strict().prefault({}),
  /** Approved statements about the sender. Nothing else may be claimed. `for` names fields or message words that make it relevant. */
  claims: z.record(z.string().regex(/^C\d+$/), z.object({ text: z.string(), for: z.array(z.string()).default([]) }).strict()),
  /** One ask per persona (department), `default` for the rest. */
  asks: z.record(z.string(), z.string()).and(z.object({ default: z.string() })),
}).strict();
export type OutreachConfig = z.infer<typeof outreachConfig>;
