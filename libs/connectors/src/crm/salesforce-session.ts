import type { SafeHttp } from '#platform';
import type { CrmRefusal } from './crm-outcome.js';
import { passes, rateLimited, readBody, readJson, unavailable, waitFrom } from './read-answer.js';
import { readTokenRefusal, wireToken } from './salesforce-wire.js';

export type SessionAnswer = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly refusal: CrmRefusal };

const TIMEOUT_MS = 15_000;

/** The access token of one account, by the OAuth 2.0 client-credentials flow. Kept in memory, asked for once however many need it. */
export class SalesforceSession {
  private known: string | null = null;
  private asking: Promise<SessionAnswer> | null = null;

  /** `credentials` are read at each asking, so that a secret can be replaced. */
  constructor(private readonly http: SafeHttp, private readonly baseUrl: string, private readonly credentials: () => { readonly clientId: string; readonly clientSecret: string }) {}

  /** The token in force; a new one when that is the one that was refused. Errors: those of the port. */
  async token(refusedToken: string | null): Promise<SessionAnswer> {
    if (this.known !== null && this.known !== refusedToken) return { ok: true, token: this.known };
    this.asking ??= this.ask().finally(() => { this.asking = null; });
    return this.asking;
  }

  private async ask(): Promise<SessionAnswer> {
    this.known = null;
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
    this.known = readBody('Salesforce', wireToken, readJson('Salesforce', response)).access_token;
    return { ok: true, token: this.known };
  }
}
