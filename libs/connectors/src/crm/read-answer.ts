import type { z } from 'zod';
import { retryable, type Failure } from '#contracts';
import type { IncomingResponse } from '#platform';
import type { CrmRefusal } from './crm-outcome.js';

/** An answer that is one: done, or refused. Trouble that passes is thrown. */
export type CrmAnswer =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: number; readonly message: string; readonly refusal: CrmRefusal };

const MAX_WORDS = 500;
const DEFAULT_WAIT_MS = 10_000;
/** An allowance of a day passes slowly: it is asked for again after this, in milliseconds. */
export const DAY_WAIT_MS = 15 * 60_000;

/** Locked, too slow, migrating, and every 5xx (Cloudflare's included): trouble of theirs that passes. */
export const passes = (status: number): boolean => status === 408 || status === 423 || status === 477 || status >= 500;

export const unavailable = (vendor: string, status: number): Failure => retryable('CRM.UNAVAILABLE', `${vendor} answered ${status}.`, { details: { status } });

export const rateLimited = (vendor: string, said: string, retryAfterMs: number): Failure =>
  retryable('CRM.RATE_LIMITED', `${vendor} asks for patience: ${said.replace(/\.$/, '')}.`, { retryAfterMs });

/** Milliseconds from a header of seconds; ten seconds where it is absent or no number. */
export function waitFrom(header: string | undefined): number {
  const seconds = Number(header ?? Number.NaN);
  return seconds >= 0 ? seconds * 1_000 : DEFAULT_WAIT_MS;
}

/** A vendor's words for a person: one line, not endless, without a full stop. */
export const words = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MAX_WORDS).replace(/\.$/, '');

export const refused = (code: string, said: string, about: readonly string[]): CrmRefusal =>
  ({ outcome: 'refused', retryable: false, code, vendorSaid: `${code}, ${said}`, about: [...new Set(about)] });

/** An empty body (204) is null. Errors: CRM.UNREADABLE, retryable: it was answered, but what was done is not known. */
export function readJson(vendor: string, { status, body }: IncomingResponse): unknown {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw retryable('CRM.UNREADABLE', `${vendor} answered ${status} with something that is not JSON.`, { cause: error });
  }
}

/** Reads a body by its schema. Errors: CRM.UNREADABLE, as above. */
export function readBody<T extends z.ZodType>(vendor: string, schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw retryable('CRM.UNREADABLE', `${vendor} answered in a shape that is not known: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}.`);
}

/** An error page that is not JSON, or not of the known shape, still has a status: its words are then the page's first ones. */
export function readError<T extends z.ZodType>(schema: T, { body }: IncomingResponse, plain: (text: string) => z.infer<T>): z.infer<T> {
  const text = body.toString('utf8');
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return plain(text);
  }
}
