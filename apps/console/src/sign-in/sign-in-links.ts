import { Injectable } from '@nestjs/common';
import { execute, insertRows, selectOne, UnitOfWork } from '#persistence';
import { Clock, Ids } from '#platform';
import { writeAudit } from '../operations/write-audit.js';
import { newToken, tokenHash } from './secret-token.js';
import { Sessions } from './sessions.js';

/** What the audit calls a sign-in; its subject is the user. */
export const SIGNED_IN = 'sign-in';

/** One-time links by which people sign in. Only hashes are stored, so a link is shown once: when it is made. */
@Injectable()
export class SignInLinks {
  constructor(private readonly work: UnitOfWork, private readonly sessions: Sessions, private readonly clock: Clock, private readonly ids: Ids) {}

  /** Makes a link for a person, good for `validMs`; it takes the place of the one before. `by` asked for it. */
  async make(user: string, validMs: number, by: string): Promise<{ token: string; expiresAt: number }> {
    const token = newToken();
    const now = this.clock.now();
    const expiresAt = now + validMs;
    const record = { id: this.ids.next(), at: now, user_id: by, action: 'sign-in.link', subject: user, detail: null };
    await this.work.transact({
      lock: [`console-sign-in:${user}`],
      *write() {
        yield* execute('DELETE FROM console_sign_in_links WHERE user_id = ? OR expires_at <= ?', [user, now]);
        yield* insertRows('console_sign_in_links', [{ token_hash: tokenHash(token), user_id: user, expires_at: expiresAt }]);
        yield* writeAudit(record);
      },
    });
    return { token, expiresAt };
  }

  /** Uses a link up and starts a session: its token, or null when the link was used, is too old or never was, or its person may not sign in. */
  async use(token: string): Promise<string | null> {
    const { sessions } = this;
    const hash = tokenHash(token);
    const now = this.clock.now();
    const id = this.ids.next();
    return this.work.transact({
      lock: [`console-link:${hash}`],
      read: () => selectOne<{ user_id: string }>(
        `SELECT l.user_id FROM console_sign_in_links l JOIN console_people p ON p.user_id = l.user_id
         WHERE l.token_hash = ? AND l.expires_at > ? AND p.active = 1`, [hash, now]),
      *write(link) {
        if (!link || (yield* execute('DELETE FROM console_sign_in_links WHERE token_hash = ?', [hash])) === 0) return null;
        yield* writeAudit({ id, at: now, user_id: link.user_id, action: SIGNED_IN, subject: link.user_id, detail: null });
        return yield* sessions.start(link.user_id, now);
      },
    });
  }
}
