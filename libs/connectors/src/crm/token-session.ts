import type { CrmRefusal } from './crm-outcome.js';

export type SessionAnswer = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly refusal: CrmRefusal };

/** The access token of one account. Kept in memory, asked for once however many need it. */
export abstract class TokenSession {
  private known: string | null = null;
  private asking: Promise<SessionAnswer> | null = null;

  /** Asks for a new one. Errors: those of the port. */
  protected abstract ask(): Promise<SessionAnswer>;

  /** The token in force; a new one when that is the one that was refused. Errors: those of the port. */
  async token(refusedToken: string | null): Promise<SessionAnswer> {
    if (this.known !== null && this.known !== refusedToken) return { ok: true, token: this.known };
    this.asking ??= this.renew().finally(() => { this.asking = null; });
    return this.asking;
  }

  private async renew(): Promise<SessionAnswer> {
    this.known = null;
    const answer = await this.ask();
    if (answer.ok) this.known = answer.token;
    return answer;
  }
}
