import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { ProblemError } from '#contracts';
import { Clock, Metrics } from '#platform';

const HOUR_MS = 3_600_000;
const HOURS = 24;

export interface Refusal { readonly code: string; readonly detail: string; readonly at: string }
interface Counts { hours: Map<number, Map<string, number>>; last: Refusal }

/**
 * Refused calls of the last 24 hours, by connection and code. In memory only, so that nobody who cannot prove anything makes us
 * write. Calls to no connection (`null`) are only a metric: their names are the caller's to invent.
 */
@Injectable()
export class Refusals {
  private readonly counts = new Map<string, Counts>();
  private readonly total: Counter;

  constructor(private readonly clock: Clock, metrics: Metrics) {
    this.total = new Counter({ name: 'leadwright_calls_refused_total', help: 'Calls of senders that were refused', labelNames: ['code'], registers: [metrics.registry] });
  }

  /** Runs the handling of a call and counts the refusal it may end in. */
  async watch<T>(name: string | null, handle: () => Promise<T>): Promise<T> {
    try {
      return await handle();
    } catch (error) {
      if (error instanceof ProblemError) this.add(name, error.code, error.detail);
      throw error;
    }
  }

  add(name: string | null, code: string, detail: string): void {
    this.total.inc({ code });
    if (name === null) return;
    const now = this.clock.now();
    const last = { code, detail, at: new Date(now).toISOString() };
    const { hours } = this.counts.get(name) ?? { hours: new Map<number, Map<string, number>>() };
    const hour = Math.floor(now / HOUR_MS);
    const byCode = hours.get(hour) ?? new Map<string, number>();
    byCode.set(code, (byCode.get(code) ?? 0) + 1);
    hours.set(hour, byCode);
    for (const old of hours.keys()) if (old <= hour - HOURS) hours.delete(old);
    this.counts.set(name, { hours, last });
  }

  of(name: string): { byCode: Record<string, number>; last: Refusal | null } {
    const found = this.counts.get(name);
    const from = Math.floor(this.clock.now() / HOUR_MS) - HOURS;
    const byCode: Record<string, number> = {};
    for (const [hour, codes] of found?.hours ?? []) {
      if (hour > from) for (const [code, count] of codes) byCode[code] = (byCode[code] ?? 0) + count;
    }
    return { byCode, last: found?.last ?? null };
  }
}
