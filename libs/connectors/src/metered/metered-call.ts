import { Failure } from '#contracts';
import { failpoint, type UnitOfWork } from '#persistence';
import { loseCall, releaseCall, reserveCall, settleCall, type CallRequest, type Ceilings, type Reservation } from './reserve-call.js';

export interface Answered<T> { readonly value: T; readonly chargedMicro: number }
export type MeteredOutcome<T> = { readonly outcome: 'answered'; readonly value: T } | Exclude<Reservation, { outcome: 'reserved' }>;

/** Failures that say for certain that the other side did nothing. */
const NOT_MADE: ReadonlySet<string> = new Set(['NET.UNREACHABLE', 'NET.BLOCKED_ADDRESS', 'CRM.RATE_LIMITED', 'CRM.NO_TOKEN', 'SLACK.RATE_LIMITED', 'SLACK.UNAVAILABLE', 'SLACK.NO_WEBHOOK', 'SMTP.NO_URL', 'SMTP.URL_INVALID', 'SMTP.UNREACHABLE', 'SMTP.BUSY']);

/** True when a failed call certainly had no effect; false when that is not known. */
export const wasNotMade = (failure: Failure): boolean => NOT_MADE.has(failure.code) || (failure.cause as { code?: unknown } | undefined)?.code === 'ECONNREFUSED';

/** Reserve, call, settle: for a caller that keeps no ledger of its own. */
export class MeteredCall {
  constructor(private readonly work: UnitOfWork, private readonly clock: { now(): number }) {}

  /**
   * Makes a call at most once, within its ceilings; a ceiling that is reached is an outcome. What `call` throws passes
   * through, after the money was released (nothing happened) or is kept as unknown.
   */
  async make<T>(request: CallRequest, ceilings: Ceilings | null, call: () => Promise<Answered<T>>): Promise<MeteredOutcome<T>> {
    const { work, clock } = this;
    const reservation = await work.transact({ lock: [`outside:${request.day}`], write: () => reserveCall(request, ceilings, clock.now()) });
    if (reservation.outcome === 'refused') return reservation;
    try {
      const { value, chargedMicro } = await call();
      failpoint('K10');
      await work.transact({ write: () => settleCall(request.id, chargedMicro, clock.now()) });
      failpoint('K11');
      return { outcome: 'answered', value };
    } catch (error) {
      const nothing = error instanceof Failure && wasNotMade(error);
      await work.transact({ write: () => (nothing ? releaseCall(request.id, clock.now()) : loseCall(request.id)) });
      throw error;
    }
  }
}
