import type { SafeHttp } from '#platform';
import { passes, rateLimited, readBody, readJson, unavailable, waitFrom } from './read-answer.js';
import { readTokenRefusal, wireToken } from './salesforce-wire.js';
import { TokenSession, type SessionAnswer } from './token-session.js';

const TIMEOUT_MS = 15_000;

/** The session of one Salesforce account, by the OAuth 2.0 client-credentials flow. */
export class SalesforceSession extends TokenSession {
  /** `credentials` are read at each asking, so that a secret can be replaced. */
  constructor(private readonly http: SafeHttp, private readonly baseUrl: string, private readonly credentials: () => { readonly clientId: string; readonly clientSecret: string }) {
    super();
  }

  protected override async ask(): Promise<SessionAnswer> {
    const { clientId, clientSecret } = this.credentials();
    const response = await this.http.request({
      method: 'POST',
      url: `${this.baseUrl.replace(/\/$/, '')}/services/oauth2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }).toString(),
      timeoutMs: TIMEOUT_MS,
    });
    if (response.status === 429) throw rateLimited('Salesforce', 'too many askings for a token', waitFrom(response.headers['retry-after']));
    if (passes(response.status)) throw unavailable('Salesforce', response.status);
    if (response.status !== 200) return { ok: false, refusal: readTokenRefusal(response) };
    return { ok: true, token: readBody('Salesforce', wireToken, readJson('Salesforce', response)).access_token };
  }
}
