import { z } from 'zod';
import type { IncomingResponse } from '#platform';
import type { CrmRefusal } from './crm-outcome.js';
import { DAY_WAIT_MS, passes, rateLimited, readError, readJson, refused, unavailable, waitFrom, words, type CrmAnswer } from './read-answer.js';

/** The members of Salesforce's answers that are read. An error is always an array; a save says `statusCode` where a call says `errorCode`. */
const duplicates = z.looseObject({
  matchResults: z.array(z.looseObject({ matchRecords: z.array(z.looseObject({ record: z.looseObject({ attributes: z.looseObject({ type: z.string() }), Id: z.string() }) })) })),
});
const wireError = z.looseObject({
  errorCode: z.string().optional(),
  statusCode: z.string().optional(),
  message: z.string().optional(),
  fields: z.array(z.string()).optional(),
  duplicateResult: duplicates.optional(),
  /** So spelt by older versions of the API. */
  duplicateResut: duplicates.optional(),
});
const wireErrors = z.array(wireError);
type WireError = z.infer<typeof wireError>;

export const wireSave = z.looseObject({ id: z.string(), success: z.literal(true) });
const wireNotSaved = z.looseObject({ success: z.literal(false), errors: wireErrors });
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.looseObject({})]);
export const wireRow = z.record(z.string(), value);
export type WireRow = z.infer<typeof wireRow>;
/** A row of a read by ids is null where there is no such record, or none for this user. */
export const wireRows = z.array(wireRow.nullable());
/** `done` decides: `nextRecordsUrl` has been seen beside `done: true`. */
export const wireQuery = z.looseObject({ done: z.boolean(), nextRecordsUrl: z.string().optional(), records: z.array(wireRow) });
export const wireDescribe = z.looseObject({ createable: z.boolean(), updateable: z.boolean(), fields: z.array(z.looseObject({ name: z.string(), updateable: z.boolean() })) });
export const wireToken = z.looseObject({ access_token: z.string().min(1) });
const wireTokenError = z.looseObject({ error: z.string(), error_description: z.string().optional() });

/** Codes of trouble that passes, whatever the status. */
const PASSING = new Set(['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE', 'REQUEST_RUNNING_TOO_LONG', 'QUERY_TIMEOUT']);

export type SalesforceAnswer = CrmAnswer & { readonly duplicateOf?: string | undefined };

/** Sorts an answer into done, refused, and (thrown) trouble that passes. A limit of calls comes as 403, a locked row as 400. */
export function readSalesforceAnswer(response: IncomingResponse): SalesforceAnswer {
  const { status } = response;
  if (status >= 200 && status < 300) {
    const body = readJson('Salesforce', response);
    const failed = wireNotSaved.safeParse(body);
    return failed.success ? refusal(status, failed.data.errors) : { ok: true, body };
  }
  const errors = readError(wireErrors, response, (text) => [{ message: words(text) }]);
  const [first] = errors;
  const said = words(first?.message ?? 'no message');
  // An allowance of the day, or a limit of calls at once, which passes soon.
  if (first?.errorCode === 'REQUEST_LIMIT_EXCEEDED') throw rateLimited('Salesforce', said, /concurrent/i.test(said) ? waitFrom(undefined) : DAY_WAIT_MS);
  if (status === 429) throw rateLimited('Salesforce', said, waitFrom(response.headers['retry-after']));
  if (passes(status) || PASSING.has(first?.errorCode ?? '')) throw unavailable('Salesforce', status);
  return refusal(status, errors);
}

function refusal(status: number, errors: readonly WireError[]): SalesforceAnswer {
  const [first] = errors;
  if (first && PASSING.has(first.statusCode ?? '')) throw unavailable('Salesforce', status);
  const message = words(first?.message ?? 'no message');
  const code = first?.errorCode ?? first?.statusCode ?? `HTTP_${status}`;
  return { ok: false, status, message, refusal: refused(code, message, errors.flatMap(({ fields }) => fields ?? [])), duplicateOf: errors.map(duplicateOf).find((id) => id !== undefined) };
}

/** The first lead among the records that a duplicate rule names; a contact is not adopted. */
function duplicateOf({ duplicateResult, duplicateResut }: WireError): string | undefined {
  const records = (duplicateResult ?? duplicateResut)?.matchResults.flatMap(({ matchRecords }) => matchRecords.map(({ record }) => record)) ?? [];
  return records.find(({ attributes }) => attributes.type === 'Lead')?.Id;
}

/** The token endpoint has an error shape of its own. */
export function readTokenRefusal(response: IncomingResponse): CrmRefusal {
  const { error, error_description: description } = readError(wireTokenError, response, (text) => ({ error: `HTTP_${response.status}`, error_description: text }));
  return refused(error, words(description ?? 'no message'), []);
}

/** Text in a SOQL string literal. */
export const soqlText = (text: string): string => `'${text.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;

/** Ids have 15 signs, or the same 15 and 3 more. */
export const sameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15);
export const isId = (id: string): boolean => /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(id);
