import { z } from 'zod';
import type { SafeHttp } from '#platform';
import { passes, rateLimited, readBody, readJson, refused, unavailable, words } from './read-answer.js';
import { TokenSession, type SessionAnswer } from './token-session.js';

const TIMEOUT_MS = 15_000;
/** Ten tokens in ten minutes; who asks for more is kept out for the rest of them. */
const BLOCK_WAIT_MS = 600_000;

const wireToken = z.looseObject({ access_token: z.string().min(1) });
/** A refusal has been seen with 200, too. */
const wireRefusal = z.looseObject({ error: z.string(), error_description: z.string().optional() });

export interface ZohoCredentials { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string }

/** The session of one Zoho account: an access token of an hour for a refresh token that stays (OAuth 2.0, accounts server of the data centre). */
export class ZohoSession extends TokenSession {
  /** `credentials` are read at each asking, so that a secret can be replaced. */
  constructor(private readonly http: SafeHttp, private readonly accountsUrl: string, private readonly credentials: () => ZohoCredentials) {
    super();
  }

  protected override async ask(): Promise<SessionAnswer> {
    const { clientId, clientSecret, refreshToken } = this.credentials();
    const response = await this.http.request({
      method: 'POST',
      url: `${this.accountsUrl.replace(/\/$/, '')}/oauth/v2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken }).toString(),
      timeoutMs: TIMEOUT_MS,
    });
    if (passes(response.status)) throw unavailable('Zoho', response.status);
    const body = readJson('Zoho', response);
    const no = wireRefusal.safeParse(body);
    if (!no.success) return { ok: true, token: readBody('Zoho', wireToken, body).access_token };
    const said = words(no.data.error_description ?? no.data.error);
    if (response.status === 429 || /too many requests/i.test(said)) throw rateLimited('Zoho', said, BLOCK_WAIT_MS);
    return { ok: false, refusal: refused(no.data.error.replace(/\s+/g, '_'), said, []) };
  }
}
