import type { Failure } from '#contracts';

/** Calls before a human is asked; with the backoff of tasks that is about a quarter of an hour. */
const MAX_TRIES = 8;
/** Longer than a day: an allowance of calls comes back at midnight somewhere. */
const PATIENCE_MS = 26 * 3_600_000;

/** The CRM did nothing and says that it will again: such a wait is no try. */
export const isPatience = ({ code }: Pick<Failure, 'code'>): boolean => code === 'CRM.RATE_LIMITED';

/** Whether a human is asked now. `since` (milliseconds): when the effect was taken up, or a person chose "Retry". */
export function givesUp(failure: Failure, { tries, since, now }: { readonly tries: number; readonly since: number; readonly now: number }): boolean {
  if (isPatience(failure)) return now - since > PATIENCE_MS;
  return !failure.retryable || tries >= MAX_TRIES;
}
