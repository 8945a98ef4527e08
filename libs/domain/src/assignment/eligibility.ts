import { DateTime } from 'luxon';
import type { RepConfig } from '#contracts';

/** Leads a rep got on a day of their own calendar. */
export interface DayLoad { readonly day: string; readonly count: number }

export type NotEligible =
  | { readonly code: 'unknown' }
  | { readonly code: 'left'; readonly on: string }
  | { readonly code: 'inactive' }
  | { readonly code: 'at_cap'; readonly cap: number }
  | { readonly code: 'language'; readonly language: string }
  | { readonly code: 'gave_back' };

export interface Need { readonly language?: string | undefined; readonly exclude?: readonly string[] }

/** The last answer for each zone: a batch asks for one moment again and again, and zones are slow. */
const lastDays = new Map<string, { readonly now: number; readonly day: string }>();

/** The day it is for a rep, in their own zone. */
export function dayOf({ zone }: RepConfig, now: number): string {
  const last = lastDays.get(zone);
  if (last?.now === now) return last.day;
  const day = DateTime.fromMillis(now, { zone }).toISODate() ?? new Date(now).toISOString().slice(0, 10);
  lastDays.set(zone, { now, day });
  return day;
}

/** Whether a rep can take a lead now; null means yes. A pure function of the rep, their load of today, the need and the time. */
export function whyNotEligible(id: string, rep: RepConfig | undefined, load: DayLoad | undefined, need: Need, now: number): NotEligible | null {
  if (!rep) return { code: 'unknown' };
  const today = dayOf(rep, now);
  if (rep.left !== undefined && rep.left <= today) return { code: 'left', on: rep.left };
  if (!rep.active) return { code: 'inactive' };
  if (need.exclude?.includes(id)) return { code: 'gave_back' };
  if (need.language !== undefined && !rep.languages.includes(need.language)) return { code: 'language', language: need.language };
  if (load?.day === today && load.count >= rep.cap.day) return { code: 'at_cap', cap: rep.cap.day };
  return null;
}

/** The reason in words. */
export function sayNotEligible(reason: NotEligible): string {
  switch (reason.code) {
    case 'unknown': return 'is not a rep here';
    case 'left': return `left ${DateTime.fromISO(reason.on).toFormat('d LLL')}`;
    case 'inactive': return 'is not active';
    case 'at_cap': return `at the cap of ${reason.cap} today`;
    case 'language': return `does not speak ${new Map([['de', 'German'], ['fr', 'French'], ['it', 'Italian'], ['es', 'Spanish'], ['en', 'English']]).get(reason.language) ?? reason.language}`;
    case 'gave_back': return 'gave this lead back';
  }
}
