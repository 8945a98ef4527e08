import { z } from 'zod';
import { retryable } from '#contracts';
import type { IncomingResponse } from '#platform';
import type { CrmRefusal } from './crm-client.js';

/** The members of HubSpot's answers that are read. Every member of an error is optional there. */
const wireError = z.looseObject({
  message: z.string().optional(),
  category: z.string().optional(),
  correlationId: z.string().optional(),
  errors: z.array(z.looseObject({ message: z.string().optional(), code: z.string().optional(), context: z.record(z.string(), z.array(z.string())).optional() })).optional(),
  context: z.record(z.string(), z.array(z.string())).optional(),
});
type WireError = z.infer<typeof wireError>;
export const wireObject = z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()).default({}) });
export const wireSearch = z.looseObject({ results: z.array(wireObject) });

export type HubspotAnswer = { ok: true; body: unknown } | { ok: false; status: number; message: string; refusal: CrmRefusal };

/** Locked, too many, migrating, and every 5xx (Cloudflare's included): trouble of theirs that passes. */
const passes = (status: number): boolean => status === 408 || status === 423 || status === 429 || status === 477 || status >= 500;

const DEFAULT_WAIT_MS = 10_000;
const MAX_WORDS = 500;

/** Sorts an answer into done, refused, and (thrown) trouble that passes. */
export function readHubspotAnswer(response: IncomingResponse): HubspotAnswer {
  const { status } = response;
  if (status === 429) {
    const seconds = Number(response.headers['retry-after']);
    throw retryable('CRM.RATE_LIMITED', `HubSpot asks for patience (429): ${words(parseError(response))}.`, { retryAfterMs: seconds >= 0 ? seconds * 1_000 : DEFAULT_WAIT_MS });
  }
  if (passes(status)) throw retryable('CRM.UNAVAILABLE', `HubSpot answered ${status}.`, { details: { status } });
  if (status >= 200 && status < 300) return { ok: true, body: json(response) };
  const error = parseError(response);
  return { ok: false, status, message: error.message ?? '', refusal: refusal(status, error) };
}

/** Reads a body by its schema. Errors: CRM.UNREADABLE, retryable: it was answered, but what was done is not known. */
export function readBody<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw retryable('CRM.UNREADABLE', `HubSpot answered in a shape that is not known: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}.`);
}

function json(response: IncomingResponse): unknown {
  try {
    return JSON.parse(response.body.toString('utf8'));
  } catch (error) {
    throw retryable('CRM.UNREADABLE', `HubSpot answered ${response.status} with something that is not JSON.`, { cause: error });
  }
}

/** An error page that is not JSON still has a status: the words are then the page's first ones. */
function parseError(response: IncomingResponse): WireError {
  const text = response.body.toString('utf8');
  try {
    return wireError.parse(JSON.parse(text));
  } catch {
    return { message: text.replace(/\s+/g, ' ').trim() };
  }
}

const words = (error: WireError): string => (error.message ?? 'no message').slice(0, MAX_WORDS).replace(/\.$/, '');

interface Detail { code: string | null; message: string | null; about: readonly string[] }

/**
 * HubSpot names the cause in up to three places: `errors[]`, a JSON list at the end of `message`, and `category`.
 * The first that has a code is the most telling one.
 */
function refusal(status: number, error: WireError): CrmRefusal {
  const details: Detail[] = [
    ...(error.errors ?? []).map(({ code, message, context }) => ({ code: code ?? null, message: message ?? null, about: Object.values(context ?? {}).flat() })),
    ...embedded(error.message ?? ''),
  ];
  const first = details.find(({ code }) => code !== null);
  const code = first?.code ?? error.category ?? `HTTP_${status}`;
  const about = [...new Set([...details.flatMap((detail) => detail.about), ...Object.values(error.context ?? {}).flat()])];
  return { outcome: 'refused', retryable: false, code, about, vendorSaid: `${code}, ${(first?.message ?? words(error)).slice(0, MAX_WORDS)}` };
}

const invalidProperty = z.array(z.looseObject({ message: z.string().optional(), error: z.string().optional(), name: z.string().optional() }));

/** `Property values were not valid: [{"isValid":false,"message":"…","error":"INVALID_OWNER_ID","name":"hubspot_owner_id"}]` */
function embedded(message: string): Detail[] {
  const start = message.indexOf('[{');
  if (start < 0) return [];
  try {
    return invalidProperty.parse(JSON.parse(message.slice(start, message.lastIndexOf(']') + 1))).map((item) => ({ code: item.error ?? null, message: item.message ?? null, about: item.name ? [item.name] : [] }));
  } catch {
    return [];
  }
}
