import type { z } from 'zod';
import type { SafeHttp } from '#platform';
import { readPipedriveAnswer } from './pipedrive-wire.js';
import type { RateGate } from './rate-gate.js';
import { readBody, type CrmAnswer } from './read-answer.js';

export interface PipedriveAccount {
  /** The company's own address. */
  readonly baseUrl: string;
  readonly token: string;
  /** Keys of custom person fields, by our names. */
  readonly fields: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** One call to Pipedrive, past the account's gate. */
export class PipedriveApi {
  constructor(private readonly http: SafeHttp, readonly account: PipedriveAccount, private readonly gate: RateGate) {}

  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<CrmAnswer> {
    return this.gate.pass(async () => readPipedriveAnswer(await this.http.request({
      method,
      url: `${this.account.baseUrl.replace(/\/$/, '')}${path}`,
      headers: { 'x-api-token': this.account.token, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    })));
  }
}

export const readPipedrive = <T extends z.ZodType>(schema: T, body: unknown): z.infer<T> => readBody('Pipedrive', schema, body);
