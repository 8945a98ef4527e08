import { z } from 'zod';

/**
 * Technical trouble that crosses a border (consumer, task, HTTP, dead letter).
 * `code` is stable and upper case with a dot (`CRM.TIMEOUT`); `retryable` is the one bit that every retry rule reads.
 * Business outcomes are never failures: they are returned as values.
 */
export const serializedFailure = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.number().int().min(0).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type SerializedFailure = z.infer<typeof serializedFailure>;

export class Failure extends Error implements SerializedFailure {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly details?: Record<string, unknown>;

  constructor(failure: SerializedFailure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = 'Failure';
    this.code = failure.code;
    this.retryable = failure.retryable;
    this.retryAfterMs = failure.retryAfterMs;
    this.details = failure.details;
  }
}

type More = { details?: Record<string, unknown>; retryAfterMs?: number; cause?: unknown };

/** Trouble that may pass by itself: timeouts, locks, 429, 5xx. */
export const retryable = (code: string, message: string, { cause, ...more }: More = {}): Failure =>
  new Failure({ code, message, retryable: true, ...more }, { cause });

/** Trouble that will not change by itself: a human or a change of configuration is needed. */
export const terminal = (code: string, message: string, { cause, ...more }: More = {}): Failure =>
  new Failure({ code, message, retryable: false, ...more }, { cause });

/** Any thrown value as a failure. An unknown error is a defect of ours: terminal, its cause kept. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return terminal('INTERNAL.UNEXPECTED', message, { cause: error });
}

export function serializeFailure(failure: Failure): SerializedFailure {
  const { code, message, retryable: again, retryAfterMs, details } = failure;
  return { code, message, retryable: again, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), ...(details ? { details } : {}) };
}
