import { Clock, Ids } from '#platform';

/** Time that stands still until a test moves it. */
export class FakeClock extends Clock {
  constructor(private time = Date.parse('2026-11-22T09:30:00Z')) {
    super();
  }

  override now(): number {
    return this.time;
  }

  pass(ms: number): void {
    this.time += ms;
  }
}

/** `id-1`, `id-2` … */
export class CountingIds extends Ids {
  private made = 0;

  override next(): string {
    this.made += 1;
    return `id-${this.made}`;
  }
}
