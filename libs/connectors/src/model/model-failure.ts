import OpenAI from 'openai';
import { Failure, retryable, terminal } from '#contracts';

const MOST_WORDS = 300;

/**
 * What the package throws, as one of: MODEL.RATE_LIMITED, MODEL.UNAVAILABLE, MODEL.UNREADABLE, MODEL.STOPPED (retryable),
 * MODEL.KEY_REFUSED, MODEL.NO_CREDIT, MODEL.REFUSED (terminal), or the NET.* failure of the safe client. Never holds the key:
 * servers repeat parts of it in a 401, so their words are left out there.
 */
export function toModelFailure(error: unknown, signal: AbortSignal | undefined): Failure {
  if (signal?.aborted) return retryable('MODEL.STOPPED', 'The question to the model was called off.', { cause: error });
  if (error instanceof Failure) return error;
  if (error instanceof OpenAI.APIConnectionTimeoutError) return retryable('NET.TIMEOUT', 'The model did not answer in time.', { cause: error });
  if (error instanceof OpenAI.APIConnectionError) return error.cause instanceof Failure ? error.cause : retryable('NET.BROKEN', `The model could not be reached: ${error.message}`, { cause: error });
  if (error instanceof OpenAI.APIError && error.status !== undefined) return ofStatus(error, error.status);
  return unreadable(error);
}

/** Answered, but in no shape that is known. What it cost is not known either. */
export const unreadable = (cause: unknown): Failure =>
  retryable('MODEL.UNREADABLE', `The model's server answered in a shape that is not known: ${cause instanceof Error ? cause.message.slice(0, MOST_WORDS) : String(cause)}`, { cause });

export const overBudget = (needMicro: number, haveMicro: number): Failure =>
  terminal('MODEL.OVER_BUDGET', `Not asked: it could cost $${needMicro / 1_000_000} and $${haveMicro / 1_000_000} is left.`);

export const outOfTime = (): Failure => retryable('NET.TIMEOUT', 'Not asked: no time was left.');

/** Whether the server may have done the work, and charge for it, though its answer was lost. */
export const wasWorkedOn = ({ code }: Failure): boolean => code === 'NET.TIMEOUT' || code === 'NET.BROKEN' || code === 'NET.TOO_LARGE' || code === 'MODEL.UNREADABLE' || code === 'MODEL.STOPPED';

function ofStatus(error: InstanceType<typeof OpenAI.APIError>, status: number): Failure {
  const said = error.message.slice(0, MOST_WORDS);
  if (status === 401 || status === 403) return terminal('MODEL.KEY_REFUSED', `The model's server refused the key (${status}). Check OPENAI_API_KEY, and that it may use the model.`);
  if (error.code === 'insufficient_quota' || status === 402) return terminal('MODEL.NO_CREDIT', `The account of OPENAI_API_KEY has no credit left: ${said}`);
  if (status === 429) return retryable('MODEL.RATE_LIMITED', `The model's server asks for patience (429): ${said}`, waitOf(error.headers));
  if (status === 408 || status === 409 || status >= 500) return retryable('MODEL.UNAVAILABLE', `The model's server answered ${status}: ${said}`, waitOf(error.headers));
  return terminal('MODEL.REFUSED', `The model's server refused the question (${status}): ${said}`);
}

/** `retry-after-ms`, or `retry-after` in seconds. A date is not read: our own wait is good enough. */
function waitOf(headers: Headers | undefined): { retryAfterMs?: number } {
  const ms = headers?.get('retry-after-ms') ?? null;
  const seconds = headers?.get('retry-after') ?? null;
  const wait = ms !== null ? Number(ms) : seconds !== null ? Number(seconds) * 1_000 : NaN;
  return Number.isFinite(wait) && wait >= 0 ? { retryAfterMs: Math.ceil(wait) } : {};
}
