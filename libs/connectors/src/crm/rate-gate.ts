import { Failure, retryable } from '#contracts';
import { SystemClock, type Clock } from '#platform';

/**
 * Keeps all callers of one account quiet after one of them was told to wait: until then a call fails at once, without
 * leaving, with CRM.RATE_LIMITED and the rest of the wait. It never waits itself: tasks come back.
 */
export class RateGate {
  private opensAt = 0;

  constructor(private readonly clock: Pick<Clock, 'now'> = new SystemClock()) {}

  async pass<T>(call: () => Promise<T>): Promise<T> {
    const wait = this.opensAt - this.clock.now();
    if (wait > 0) throw retryable('CRM.RATE_LIMITED', `This account asked for patience; its next call may leave in ${Math.ceil(wait / 1_000)} s.`, { retryAfterMs: wait });
    try {
      return await call();
    } catch (error) {
      if (error instanceof Failure && error.code === 'CRM.RATE_LIMITED') this.opensAt = Math.max(this.opensAt, this.clock.now() + (error.retryAfterMs ?? 0));
      throw error;
    }
  }
}
