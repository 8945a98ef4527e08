import { Injectable } from '@nestjs/common';
import type { Identity } from '#contracts';
import { execute, insertRows, selectOne, UnitOfWork, type Work } from '#persistence';
import { Clock } from '#platform';
import { newToken, tokenHash } from './secret-token.js';

const HOUR_MS = 3_600_000;
/** A session nobody uses ends after this long … */
const IDLE_MS = 12 * HOUR_MS;
/** … and every session after this. */
export const SESSION_MS = 30 * 24 * HOUR_MS;
/** How long what is known of a session is believed without looking, and how seldom its use is written down. */
const FRESH_MS = 60_000;

type SessionRow = { user_id: string; name: string; role: Identity['role']; rep: string | null; started_at: number; seen_at: number };

/** Who is signed in. Requests are answered from memory; the table is read once a minute per session, and written then. */
@Injectable()
export class Sessions {
  private readonly known = new Map<string, { identity: Identity; until: number }>();

  constructor(private readonly work: UnitOfWork, private readonly clock: Clock) {}

  /** Inside a write: starts a session and clears away those that ended. Returns its token; only the hash is stored. */
  *start(user: string, now: number): Work<string> {
    const token = newToken();
    yield* execute('DELETE FROM console_sessions WHERE seen_at <= ?', [now - IDLE_MS]);
    yield* insertRows('console_sessions', [{ session_hash: tokenHash(token), user_id: user, started_at: now, seen_at: now }]);
    return token;
  }

  /** Whose session it is; null when it is unknown or over, or its person may not sign in any more. */
  async find(token: string): Promise<Identity | null> {
    const hash = tokenHash(token);
    const now = this.clock.now();
    const known = this.known.get(hash);
    if (known && now < known.until) return known.identity;
    this.known.delete(hash);
    const row = await this.work.read(() => readSession(hash));
    if (!row || isOver(row, now)) return null;
    if (now - row.seen_at >= FRESH_MS) await this.work.transact({ *write() { yield* execute('UPDATE console_sessions SET seen_at = ? WHERE session_hash = ?', [now, hash]); } });
    const identity: Identity = { user: row.user_id, name: row.name, role: row.role, rep: row.rep };
    this.known.set(hash, { identity, until: Math.min(now + FRESH_MS, row.started_at + SESSION_MS) });
    return identity;
  }

  async end(token: string): Promise<void> {
    const hash = tokenHash(token);
    await this.work.transact({ *write() { yield* execute('DELETE FROM console_sessions WHERE session_hash = ?', [hash]); } });
    this.known.delete(hash);
  }

  /** People changed: whoever comes next is looked up anew. */
  forget(): void {
    this.known.clear();
  }
}

const isOver = ({ started_at, seen_at }: SessionRow, now: number): boolean => now >= seen_at + IDLE_MS || now >= started_at + SESSION_MS;

const readSession = (hash: string): Work<SessionRow | undefined> => selectOne<SessionRow>(
  `SELECT p.user_id, p.name, p.role, p.rep, s.started_at, s.seen_at FROM console_sessions s JOIN console_people p ON p.user_id = s.user_id
   WHERE s.session_hash = ? AND p.active = 1`, [hash]);
