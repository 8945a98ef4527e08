import type { IncomingResponse, SafeHttp } from '#platform';
import type { RateGate } from './rate-gate.js';
import type { ZohoSession } from './zoho-session.js';
import { readZohoAnswer, type ZohoAnswer } from './zoho-wire.js';

export interface ZohoAccount {
  /** The API of the account's data centre; the `api_domain` of the token is not followed. */
  readonly baseUrl: string;
  /** `v8` */
  readonly apiVersion: string;
  /** The module that leads live in. */
  readonly objectType: 'Leads' | 'Contacts';
}

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 8 * 1024 * 1024;

/** One call to Zoho CRM, past the account's gate. A token that has ended is renewed once; a scope that is missing stays missing. */
export class ZohoApi {
  constructor(private readonly http: SafeHttp, readonly account: ZohoAccount, private readonly session: ZohoSession, private readonly gate: RateGate) {}

  /** `path` starts below the version. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<ZohoAnswer> {
    return this.gate.pass(async () => {
      const session = await this.session.token(null);
      if (!session.ok) return { ok: false, status: 401, message: '', refusal: session.refusal };
      const answer = readZohoAnswer(await this.send(method, path, body, session.token));
      if (answer.ok || answer.status !== 401 || answer.refusal.code === SCOPE_MISSING) return answer;
      const renewed = await this.session.token(session.token);
      if (!renewed.ok) return { ok: false, status: 401, message: '', refusal: renewed.refusal };
      return readZohoAnswer(await this.send(method, path, body, renewed.token));
    });
  }

  private send(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body: unknown, token: string): Promise<IncomingResponse> {
    return this.http.request({
      method,
      url: `${this.account.baseUrl.replace(/\/$/, '')}/crm/${this.account.apiVersion}${path}`,
      headers: { authorization: `Zoho-oauthtoken ${token}`, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    });
  }
}

/** Comes as 401, like a token that has ended. */
export const SCOPE_MISSING = 'OAUTH_SCOPE_MISMATCH';
