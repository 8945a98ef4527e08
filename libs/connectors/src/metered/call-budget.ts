import type { EnrichmentConfig } from '#contracts';
import type { Ceilings } from './reserve-call.js';

/** The day that a call is booked on, `2026-11-22`, in the organisation's time zone. `at` in milliseconds. */
export function budgetDay(at: number, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(at);
}

/** By zone: to make one takes longer than all else before a call. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Day and ceilings of a call that is made now. */
export const callBudget = ({ ceilings: { lead, providerDay, day }, timeZone }: Pick<EnrichmentConfig, 'ceilings' | 'timeZone'>, at: number): { readonly day: string; readonly ceilings: Ceilings } => ({
  day: budgetDay(at, timeZone), ceilings: { leadMicro: lead, providerDayMicro: providerDay, dayMicro: day },
});
