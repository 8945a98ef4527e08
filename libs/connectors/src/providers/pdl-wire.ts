import { z } from 'zod';
import { retryable, terminal } from '#contracts';
import type { IncomingResponse } from '#platform';
import type { Answered } from '../metered/metered-call.js';
import type { ProviderCompany, ProviderOutcome, ProviderQuota } from './company-provider.js';

const text = z.string().nullish();
const wireCompany = z.looseObject({
  name: text, display_name: text, website: text, size: text, industry: text, industry_v2: text,
  employee_count: z.number().int().min(0).max(10_000_000).nullish().catch(null),
  location: z.looseObject({ country: text }).nullish(),
  likelihood: z.number().min(0).max(10).nullish(),
});
const wireError = z.looseObject({ error: z.looseObject({ type: z.union([z.string(), z.array(z.string())]).optional(), message: z.string().optional() }) });

/** Of 10, asked for with every question: below it a match is as likely another company. An answer that does not say is at least that. */
export const LEAST_LIKELIHOOD = 6;

const MOST_WORDS = 300;
const DEFAULT_WAIT_MS = 60_000;
/** A gateway spoke; what happened behind it is not known. */
const GATEWAY: ReadonlySet<number> = new Set([502, 504, 520, 522, 524]);

/**
 * What an answer means and what it cost: a match costs, all else is free.
 * Throws PROVIDER.ANSWER_LOST (retryable) where it may have been a match: then the money stays held.
 */
export function readPdlAnswer(response: IncomingResponse, { id, priceMicro }: { id: string; priceMicro: number }, now: number): Answered<ProviderOutcome> {
  const { status, headers } = response;
  const free = (value: ProviderOutcome): Answered<ProviderOutcome> => ({ value, chargedMicro: 0 });
  if (status === 200) return readMatch(response, id, chargeOf(headers, priceMicro));
  if (status === 404) return free({ outcome: 'no_data', quota: quotaOf(headers) });
  if (status === 402) return free({ outcome: 'no_credit', failure: terminal('PROVIDER.NO_CREDIT', `The account at ${id} is used up (402): ${wordsOf(response)}. Buy more, or take ${id} out of enrichment.yaml.`) });
  if (status === 429) return free({ outcome: 'retryable', unsettled: false, failure: retryable('PROVIDER.RATE_LIMITED', `${id} asks for patience (429).`, { retryAfterMs: waitOf(headers, now) }) });
  if (GATEWAY.has(status)) throw retryable('PROVIDER.ANSWER_LOST', `A gateway before ${id} answered ${status}.`);
  if (status === 408 || status >= 500) return free({ outcome: 'retryable', unsettled: false, failure: retryable('PROVIDER.UNAVAILABLE', `${id} answered ${status}.`) });
  if (status === 401 || status === 403) return free({ outcome: 'permanent', failure: terminal('PROVIDER.KEY_REFUSED', `${id} refuses the key (${status}).`) });
  return free({ outcome: 'permanent', failure: terminal('PROVIDER.REFUSED', `${id} refused the question (${status}): ${wordsOf(response)}.`) });
}

function readMatch(response: IncomingResponse, id: string, chargedMicro: number): Answered<ProviderOutcome> {
  const parsed = wireCompany.safeParse(json(response));
  if (!parsed.success) return { chargedMicro, value: { outcome: 'permanent', failure: terminal('PROVIDER.UNREADABLE', `${id} answered in a shape that is not known.`) } };
  const { name, display_name, website, size, industry, industry_v2, employee_count, location, likelihood } = parsed.data;
  const company: ProviderCompany = {
    name: display_name ?? name ?? null, website: website ?? null, employees: employee_count ?? null, sizeBand: size ?? null,
    industry: industry_v2 ?? industry ?? null, country: location?.country ?? null, confidence: (likelihood ?? LEAST_LIKELIHOOD) / 10,
  };
  return { chargedMicro, value: { outcome: 'value', company, chargedMicro, quota: quotaOf(response.headers) } };
}

/** A match is one credit; the answer may say otherwise. */
function chargeOf(headers: IncomingResponse['headers'], priceMicro: number): number {
  const credits = numberOf(headers['x-call-credits-spent']);
  return credits === null ? priceMicro : Math.round(credits * priceMicro);
}

/** `x-ratelimit-remaining` is a Python dictionary: `{'minute': 9, 'day': 100}`. The least of them counts. */
function quotaOf(headers: IncomingResponse['headers']): ProviderQuota {
  const left = [...(headers['x-ratelimit-remaining'] ?? '').matchAll(/:\s*(\d+)/g)].map(([, count]) => Number(count));
  return { callsLeft: left.length > 0 ? Math.min(...left) : null, creditsLeft: numberOf(headers['x-totallimit-remaining']) };
}

/** `retry-after` in seconds, else until the moment that `x-ratelimit-reset` names, else a window. */
function waitOf(headers: IncomingResponse['headers'], now: number): number {
  const seconds = numberOf(headers['retry-after']);
  const reset = Date.parse(headers['x-ratelimit-reset'] ?? '');
  const wait = seconds !== null ? seconds * 1_000 : reset - now;
  return Number.isFinite(wait) ? Math.max(0, Math.ceil(wait)) : DEFAULT_WAIT_MS;
}

const numberOf = (value: string | undefined): number | null => (value !== undefined && /^\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null);

function wordsOf(response: IncomingResponse): string {
  const error = wireError.safeParse(json(response));
  return (error.success ? error.data.error.message : undefined)?.slice(0, MOST_WORDS).replace(/\.$/, '') ?? 'no reason given';
}

function json({ body }: IncomingResponse): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
