import type { z } from 'zod';
import type { SafeHttp } from '#platform';
import { readHubspotAnswer } from './hubspot-wire.js';
import type { RateGate } from './rate-gate.js';
import { readBody, type CrmAnswer } from './read-answer.js';

export interface HubspotAccount {
  readonly baseUrl: string;
  readonly token: string;
  /** `contacts`; the associations are those to a contact. */
  readonly objectType: string;
}

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** One call to HubSpot's CRM v3, past the account's gate. */
export class HubspotApi {
  constructor(private readonly http: SafeHttp, readonly account: HubspotAccount, private readonly gate: RateGate) {}

  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<CrmAnswer> {
    return this.gate.pass(async () => readHubspotAnswer(await this.http.request({
      method,
      url: `${this.account.baseUrl.replace(/\/$/, '')}${path}`,
      headers: { authorization: `Bearer ${this.account.token}`, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    })));
  }
}

export const readHubspot = <T extends z.ZodType>(schema: T, body: unknown): z.infer<T> => readBody('HubSpot', schema, body);
