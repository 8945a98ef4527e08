import type { EnrichmentConfig } from '#contracts';
import type { Ceilings } from './reserve-call.js';

/** The day that a call is booked on, `2026-11-22`, in the organisation's time zone. `at` in milliseconds. */
export const budgetDay = (at: number, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/** Day and ceilings of a call that is made now. */
export const callBudget = ({ ceilings: { lead, providerDay, day }, timeZone }: Pick<EnrichmentConfig, 'ceilings' | 'timeZone'>, at: number): { readonly day: string; readonly ceilings: Ceilings } => ({
  day: budgetDay(at, timeZone), ceilings: { leadMicro: lead, providerDayMicro: providerDay, dayMicro: day },
});
