import type { Stats } from '#contracts';
import type { ProductApi } from './product-api.js';

export interface QuietOptions {
  /** Submissions that were accepted: all of them must have come to an end. */
  readonly accepted: number;
  /** How much the outside has seen so far; it must stop growing. */
  readonly seenOutside: () => number;
  readonly onProgress?: (stats: Stats) => void;
  readonly withinMs?: number;
}

const LOOK_EVERY_MS = 100;
/** Nothing may change for this long. */
const QUIET_MS = 1_500;

/** Waits until everything that was accepted has come to an end and nothing moves any more. Errors: an Error that says what is still open. */
export async function waitUntilQuiet(api: ProductApi, { accepted, seenOutside, onProgress, withinMs = 120_000 }: QuietOptions): Promise<Stats> {
  const until = Date.now() + withinMs;
  let last = '';
  let since = Date.now();
  for (;;) {
    const stats = await api.stats();
    onProgress?.(stats);
    const now = JSON.stringify([stats, seenOutside()]);
    if (now !== last) [last, since] = [now, Date.now()];
    const open = stillOpen(stats, accepted);
    if (open === null && Date.now() - since >= QUIET_MS) return stats;
    if (Date.now() > until) throw new Error(`Not at rest after ${withinMs / 1_000} s: ${open ?? 'something still changes'}. ${JSON.stringify(stats)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function stillOpen(stats: Stats, accepted: number): string | null {
  if (stats.submissions < accepted) return `${accepted - stats.submissions} of ${accepted} accepted submissions have no end yet`;
  if (stats.waiting > 0) return `${stats.waiting} leads wait for research`;
  if (stats.researching > 0) return `${stats.researching} leads are being researched`;
  if (stats.leadsNobodyOwns > 0) return `${stats.leadsNobodyOwns} leads have no owner`;
  return null;
}
