import type { z } from 'zod';
import type { IncomingResponse, SafeHttp } from '#platform';
import type { RateGate } from './rate-gate.js';
import { readBody } from './read-answer.js';
import type { SalesforceSession } from './salesforce-session.js';
import { readSalesforceAnswer, type SalesforceAnswer } from './salesforce-wire.js';

export interface SalesforceAccount {
  /** My Domain; the `instance_url` of the token is not followed. */
  readonly baseUrl: string;
  /** `v62.0` */
  readonly apiVersion: string;
}

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 8 * 1024 * 1024;
const LIMIT_INFO = /api-usage=(\d+)\/(\d+)/;

/** One call to Salesforce's REST API, past the account's gate. A session that has ended is renewed once. */
export class SalesforceApi {
  /** Calls of the day, from the last answer. */
  usage: { readonly used: number; readonly of: number } | null = null;
  private readonly root: string;

  constructor(private readonly http: SafeHttp, private readonly account: SalesforceAccount, private readonly session: SalesforceSession, private readonly gate: RateGate) {
    this.root = `/services/data/${account.apiVersion}`;
  }

  /** `path` starts below the version, or is one that Salesforce gave. */
  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<SalesforceAnswer> {
    return this.gate.pass(async () => {
      const session = await this.session.token(null);
      if (!session.ok) return { ok: false, status: 401, message: '', refusal: session.refusal };
      const response = await this.send(method, path, body, session.token);
      if (response.status !== 401) return readSalesforceAnswer(response);
      const renewed = await this.session.token(session.token);
      if (!renewed.ok) return { ok: false, status: 401, message: '', refusal: renewed.refusal };
      return readSalesforceAnswer(await this.send(method, path, body, renewed.token));
    });
  }

  query(soql: string): Promise<SalesforceAnswer> {
    return this.call('GET', `/query?q=${encodeURIComponent(soql)}`);
  }

  /** Salesforce's own assignment rules are kept off: the owner is ours to set. */
  private async send(method: 'GET' | 'POST' | 'PATCH', path: string, body: unknown, token: string): Promise<IncomingResponse> {
    const response = await this.http.request({
      method,
      url: `${this.account.baseUrl.replace(/\/$/, '')}${path.startsWith('/services/data/') ? path : `${this.root}${path}`}`,
      headers: {
        authorization: `Bearer ${token}`, accept: 'application/json', 'sforce-auto-assign': 'FALSE', 'sforce-query-options': 'batchSize=200',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    });
    const [, used, of] = LIMIT_INFO.exec(response.headers['sforce-limit-info'] ?? '') ?? [];
    if (used !== undefined && of !== undefined) this.usage = { used: Number(used), of: Number(of) };
    return response;
  }
}

export const readSalesforce = <T extends z.ZodType>(schema: T, body: unknown): z.infer<T> => readBody('Salesforce', schema, body);
