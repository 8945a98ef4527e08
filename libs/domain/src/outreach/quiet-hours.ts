import { DateTime } from 'luxon';
import type { QuietHours } from '#contracts';

/** Where nothing is configured. */
export const USUAL_QUIET: QuietHours = { from: '20:00', to: '08:00', weekends: true };

/** Each turn passes one night or one day of a weekend in one zone. */
const MOST_TURNS = 200;

/** The zones of a country (ISO 3166), none when it is not known. A country with several has quiet hours while one of them has. */
export function zonesOf(country: string): string[] {
  const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & { getTimeZones?(): string[] | undefined; timeZones?: string[] };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/**
 * When it is quiet now in one of the zones, the moment (milliseconds) from which it is not; else null. Where the zones lie so
 * far apart that one is always quiet, the first counts.
 */
export function endOfQuiet(now: number, zones: readonly string[], quiet: QuietHours): number | null {
  let at = now;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const ends = zones.flatMap((zone) => endIn(at, zone, quiet) ?? []);
    if (ends.length === 0) return at === now ? null : at;
    at = Math.max(...ends);
  }
  return zones.length > 1 ? endOfQuiet(now, zones.slice(0, 1), quiet) : null;
}

function endIn(at: number, zone: string, { from, to, weekends }: QuietHours): number | null {
  const local = DateTime.fromMillis(at, { zone });
  if (weekends && local.weekday > 5) return local.plus({ days: 1 }).startOf('day').toMillis();
  const clock = local.toFormat('HH:mm');
  const overnight = from > to;
  if (overnight ? clock < from && clock >= to : clock < from || clock >= to) return null;
  const [hour, minute] = to.split(':').map(Number) as [number, number];
  return (overnight && clock >= from ? local.plus({ days: 1 }) : local).startOf('day').set({ hour, minute }).toMillis();
}
