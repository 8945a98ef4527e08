import { z } from 'zod';
import type { IncomingResponse } from '#platform';
import { passes, rateLimited, readBody, readError, readJson, refused, unavailable, waitFrom, words, type CrmAnswer } from './read-answer.js';

/** The members of Zoho CRM's answers that are read. A write answers a list with one result for each record. */
const wireResult = z.looseObject({
  code: z.string(), message: z.string().optional(), status: z.string().optional(),
  details: z.looseObject({ id: z.string().optional(), api_name: z.string().optional(), param_name: z.string().optional(), duplicate_record: z.looseObject({ id: z.string() }).optional() }).nullish(),
});
type WireResult = z.infer<typeof wireResult>;
const wireResults = z.union([z.looseObject({ data: z.array(wireResult).min(1) }), z.looseObject({ watch: z.array(wireResult).min(1) }), wireResult]);

const lookup = z.looseObject({ id: z.string(), name: z.string().nullish() });
/** A field holds text, a number, a yes or no, another record, or a list. */
export const wireRecord = z.looseObject({ id: z.string(), Modified_Time: z.iso.datetime({ offset: true }).optional(), Owner: lookup.nullish() });
export type WireZohoRecord = z.infer<typeof wireRecord>;
const info = z.looseObject({ more_records: z.boolean() });
/** No record is an empty answer (204). */
export const wireRecords = z.looseObject({ data: z.array(wireRecord), info: info.optional() }).nullable();
export const wireListed = z.looseObject({ data: z.array(z.looseObject({ id: z.string(), Modified_Time: z.iso.datetime({ offset: true }) })), info }).nullable();
export const wireDone = z.looseObject({ data: z.array(z.looseObject({ details: z.looseObject({ id: z.string() }) })).length(1) });
export const wireTexts = z.looseObject({ data: z.array(z.looseObject({ id: z.string(), Description: z.string().nullish(), Note_Content: z.string().nullish() })) }).nullable();
export const wireUsers = z.looseObject({ users: z.array(z.looseObject({ id: z.string(), status: z.string() })), info });
export const wireFields = z.looseObject({ fields: z.array(z.looseObject({ api_name: z.string() })) });

const TOO_MANY = new Set(['TOO_MANY_REQUESTS', 'RATE_LIMIT_EXCEEDED']);

export type ZohoAnswer = CrmAnswer & { readonly duplicateOf?: string | undefined };

/** Sorts an answer into done, refused, and (thrown) trouble that passes. A refusal can stand in an answer of 200 or 207. */
export function readZohoAnswer(response: IncomingResponse): ZohoAnswer {
  const { status, headers } = response;
  if (status >= 200 && status < 300) {
    const body = readJson('Zoho', response);
    const [first] = resultsIn(body);
    return first?.status === 'error' ? refusal(status, first) : { ok: true, body };
  }
  const error = readError(wireResults, response, (text) => ({ code: `HTTP_${status}`, message: words(text) }));
  const first = resultsIn(error)[0]!;
  if (status === 429 || TOO_MANY.has(first.code)) throw rateLimited('Zoho', words(first.message ?? first.code), waitFrom(headers['retry-after']));
  if (passes(status)) throw unavailable('Zoho', status);
  return refusal(status, first);
}

function resultsIn(body: unknown): readonly WireResult[] {
  const parsed = wireResults.safeParse(body);
  if (!parsed.success) return [];
  const { data } = parsed as { data: { data?: WireResult[]; watch?: WireResult[] } & WireResult };
  return data.data ?? data.watch ?? [data];
}

function refusal(status: number, { code, message, details }: WireResult): ZohoAnswer {
  const about = [details?.api_name, details?.param_name].filter((name) => name !== undefined);
  const said = words(message ?? 'no message');
  return { ok: false, status, message: said, refusal: refused(code, said, about), duplicateOf: code === 'DUPLICATE_DATA' ? (details?.duplicate_record?.id ?? details?.id) : undefined };
}

export const readZoho = <T extends z.ZodType>(schema: T, body: unknown): z.infer<T> => readBody('Zoho', schema, body);
