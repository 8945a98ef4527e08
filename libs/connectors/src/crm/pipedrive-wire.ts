import { z } from 'zod';
import type { IncomingResponse } from '#platform';
import { DAY_WAIT_MS, passes, rateLimited, readError, readJson, refused, unavailable, waitFrom, words, type CrmAnswer } from './read-answer.js';

/** The members of Pipedrive's answers that are read. Errors come as `{success: false, error, error_info}`, some with a code of either kind. */
const wireError = z.looseObject({ success: z.boolean().optional(), error: z.string(), error_info: z.string().nullish(), code: z.string().optional(), errorCode: z.number().optional() });
const list = z.array(z.looseObject({ value: z.string().nullable(), primary: z.boolean().optional() })).nullish();
const number = z.number().int();

export const wirePerson = z.looseObject({
  id: number,
  owner_id: number.nullish(),
  org_id: number.nullish(),
  update_time: z.iso.datetime({ offset: true }),
  is_deleted: z.boolean().optional(),
  emails: list,
  phones: list,
  custom_fields: z.record(z.string(), z.unknown()).default({}),
});
export type WirePerson = z.infer<typeof wirePerson>;
export const wireOrganization = z.looseObject({ id: number, address: z.looseObject({ country: z.string().nullish() }).nullish() });
export type WireOrganization = z.infer<typeof wireOrganization>;

const more = z.looseObject({ next_cursor: z.string().nullish() }).nullish();
export const wireMade = z.looseObject({ data: z.looseObject({ id: number }) });
export const wireOne = z.looseObject({ data: wirePerson });
export const wirePersons = z.looseObject({ data: z.array(wirePerson), additional_data: more });
export const wireOrganizations = z.looseObject({ data: z.array(wireOrganization) });
/** A search gives values without their keys: what it found is compared again. */
export const wireFound = z.looseObject({
  data: z.looseObject({ items: z.array(z.looseObject({ item: z.looseObject({ id: number, emails: z.array(z.string()).default([]), custom_fields: z.array(z.unknown()).default([]) }) })) }),
});
/** Activities have their text in `note`, notes in `content`. A list of nothing has been `null` in v1. */
export const wireTexts = z.looseObject({ data: z.array(z.looseObject({ id: number, note: z.string().nullish(), content: z.string().nullish() })).nullable() });
export const wireUsers = z.looseObject({ data: z.array(z.looseObject({ id: number, active_flag: z.boolean() })) });
export const wireFields = z.looseObject({ data: z.array(z.looseObject({ key: z.string() })) });

/** A block by Cloudflare follows on ignoring 429. */
const BLOCK_WAIT_MS = 5 * 60_000;

/** Sorts an answer into done, refused, and (thrown) trouble that passes. */
export function readPipedriveAnswer(response: IncomingResponse): CrmAnswer {
  const { status, headers } = response;
  const plain = { error: words(response.body.toString('utf8')) };
  if (status === 429) {
    const { error } = readError(wireError, response, () => plain);
    throw rateLimited('Pipedrive', words(error), headers['x-daily-requests-left'] === '0' ? DAY_WAIT_MS : waitFrom(headers['x-ratelimit-reset'] ?? headers['retry-after']));
  }
  if (status === 403 && /^\s*</.test(response.body.toString('utf8'))) throw rateLimited('Pipedrive', 'the calls are blocked after too many (403)', BLOCK_WAIT_MS);
  if (passes(status)) throw unavailable('Pipedrive', status);
  if (status >= 200 && status < 300) {
    const body = readJson('Pipedrive', response);
    if (!wireError.extend({ success: z.literal(false) }).safeParse(body).success) return { ok: true, body };
  }
  const { error, error_info: info, code, errorCode } = readError(wireError, response, () => plain);
  const said = [error, info].filter((part) => part).map((part) => words(part!)).join('. ');
  return { ok: false, status, message: error, refusal: refused(code ?? `HTTP_${errorCode ?? status}`, said, []) };
}
