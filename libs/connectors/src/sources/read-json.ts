import type { z } from 'zod';
import { Failure } from '#contracts';
import type { IncomingResponse, SafeHttp } from '#platform';
import { miss, type OutsideMiss, type OutsideRequest, type SourceLimits } from './outside-source.js';

export interface JsonCall { readonly url: string; readonly headers?: Record<string, string>; readonly maxBytes: number; readonly signal: AbortSignal }
export type JsonAnswer<T> = { readonly ok: true; readonly status: number; readonly body: T } | OutsideMiss;

/** GETs a JSON document of a known shape. Whatever goes wrong is a miss with its reason. */
export async function readJson<T>(http: SafeHttp, { url, headers, maxBytes, signal }: JsonCall, schema: z.ZodType<T>): Promise<JsonAnswer<T>> {
  const { host } = new URL(url);
  let response: IncomingResponse;
  try {
    response = await http.request({ method: 'GET', url, headers: { accept: 'application/json', ...headers }, maxBytes, signal, timeoutMs: NO_OWN_LIMIT_MS });
  } catch (error) {
    return missOf(error, host);
  }
  const { status } = response;
  if (status === 404 || status === 410) return miss('not_found', `${host} knows no such thing (${status}).`);
  if (status === 408 || status === 429 || status >= 500) return miss('unreachable', `${host} answers ${status}.`);
  if (status !== 200) return miss('refused', `${host} answers ${status}.`);
  const parsed = schema.safeParse(parse(response.body));
  return parsed.success ? { ok: true, status, body: parsed.data } : miss('not_readable', `${host} answers in a shape that is not known.`);
}

/** The signal ends the call: it covers all calls of a look. */
const NO_OWN_LIMIT_MS = 120_000;

/** One signal for all calls of a look: the caller's, the caller's time, our own limit. */
export const signalOf = ({ signal, timeoutMs }: OutsideRequest, limits: SourceLimits): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, Math.min(timeoutMs, limits.timeoutMs)))]);

/** Runs a look; throws when the caller called it off, so that it is taken again and not taken for an answer. */
export async function unlessCalledOff<T>({ signal }: OutsideRequest, look: () => Promise<T>): Promise<T> {
  const answer = await look();
  if (signal.aborted) throw signal.reason;
  return answer;
}

function missOf(error: unknown, host: string): OutsideMiss {
  if (!(error instanceof Failure)) throw error;
  if (error.code === 'NET.TOO_LARGE') return miss('not_readable', error.message);
  return miss(error.code === 'NET.BLOCKED_ADDRESS' ? 'refused' : 'unreachable', `${host}: ${error.message}`);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
