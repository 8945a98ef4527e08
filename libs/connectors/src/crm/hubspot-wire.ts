import { z } from 'zod';
import type { IncomingResponse } from '#platform';
import type { CrmRefusal } from './crm-outcome.js';
import { DAY_WAIT_MS, passes, rateLimited, readError, readJson, refused, unavailable, waitFrom, words, type CrmAnswer } from './read-answer.js';

/** The members of HubSpot's answers that are read. Every member of an error is optional there. */
const context = z.record(z.string(), z.array(z.string())).optional();
const wireError = z.looseObject({
  message: z.string().optional(),
  category: z.string().optional(),
  /** `DAILY`, `SECONDLY` beside a 429. */
  policyName: z.string().optional(),
  errors: z.array(z.looseObject({ message: z.string().optional(), code: z.string().optional(), context })).optional(),
  context,
});
type WireError = z.infer<typeof wireError>;
export const wireObject = z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()).default({}) });
export const wireSearch = z.looseObject({ results: z.array(wireObject) });

const wireRecord = z.looseObject({ id: z.string(), properties: z.record(z.string(), z.string().nullable()), updatedAt: z.iso.datetime({ offset: true }) });
export type WireRecord = z.infer<typeof wireRecord>;
const paging = z.looseObject({ next: z.looseObject({ after: z.string() }).optional() }).optional();
export const wirePage = z.looseObject({ results: z.array(wireRecord), paging });
export const wireBatch = z.looseObject({ results: z.array(wireRecord), errors: z.array(wireError).default([]) });
export const wireProperties = z.looseObject({ results: z.array(z.looseObject({ name: z.string() })) });
export const wireOwners = z.looseObject({ results: z.array(z.looseObject({ id: z.string() })), paging });

/** Sorts an answer into done, refused, and (thrown) trouble that passes. */
export function readHubspotAnswer(response: IncomingResponse): CrmAnswer {
  const { status } = response;
  if (status === 429) {
    const error = parseError(response);
    const asked = response.headers['retry-after'];
    throw rateLimited('HubSpot', errorWords(error), asked === undefined && error.policyName === 'DAILY' ? DAY_WAIT_MS : waitFrom(asked));
  }
  if (passes(status)) throw unavailable('HubSpot', status);
  if (status >= 200 && status < 300) return { ok: true, body: readJson('HubSpot', response) };
  const error = parseError(response);
  return { ok: false, status, message: error.message ?? '', refusal: refusalOf(status, error) };
}

const parseError = (response: IncomingResponse): WireError => readError(wireError, response, (text) => ({ message: words(text) }));
const errorWords = (error: WireError): string => words(error.message ?? 'no message');

interface Detail { code: string | null; message: string | null; about: readonly string[] }

/**
 * HubSpot names the cause in up to three places: `errors[]`, a JSON list at the end of `message`, and `category`.
 * The first that has a code is the most telling one.
 */
export function refusalOf(status: number, error: WireError): CrmRefusal {
  const details: Detail[] = [
    ...(error.errors ?? []).map((item) => ({ code: item.code ?? null, message: item.message ?? null, about: Object.values(item.context ?? {}).flat() })),
    ...embedded(error.message ?? ''),
  ];
  const first = details.find(({ code }) => code !== null);
  return refused(first?.code ?? error.category ?? `HTTP_${status}`, first?.message ? words(first.message) : errorWords(error), [...details.flatMap(({ about }) => about), ...contextOf(error)]);
}

const wirePartly = z.looseObject({ errors: z.array(wireError) });

/** Of a write that was answered with 2xx: the first part that was not done all the same (207), in its own words. */
export function refusedPart(body: unknown): CrmRefusal | null {
  const first = wirePartly.safeParse(body).data?.errors[0];
  return first ? refusalOf(207, first) : null;
}

/** `links` are pages to read, not what the error is about. */
const contextOf = ({ context: named }: WireError): string[] => Object.entries(named ?? {}).flatMap(([name, values]) => (name === 'links' ? [] : values));

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
