import type { PersonView, Role } from '#contracts';
import { select, type Work } from '#persistence';
import { SIGNED_IN } from '../sign-in/sign-in-links.js';

interface PersonRow { user_id: string; name: string; email: string; role: Role; rep: string | null; active: number; used: number | null; entered: number | null }

/** Everybody console knows. Sessions that are over are cleared away; then the last sign-in in the audit says when somebody was seen. */
export function* listPeople(): Work<PersonView[]> {
  const rows = yield* select<PersonRow>(`SELECT p.user_id, p.name, p.email, p.role, p.rep, p.active,
    (SELECT MAX(s.seen_at) FROM console_sessions s WHERE s.user_id = p.user_id) AS used,
    (SELECT MAX(a.at) FROM console_audit a WHERE a.subject = p.user_id AND a.action = ?) AS entered
    FROM console_people p ORDER BY p.active DESC, p.name`, [SIGNED_IN]);
  return rows.map(({ user_id, name, email, role, rep, active, used, entered }) => {
    const seen = Math.max(Number(used ?? 0), Number(entered ?? 0));
    return { user: user_id, name, email, role, rep, active: active === 1, lastSeenAt: seen > 0 ? new Date(seen).toISOString() : null };
  });
}
