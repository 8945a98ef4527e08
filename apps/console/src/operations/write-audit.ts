import { insertRows, type Work } from '#persistence';

/** Who did what to what, when and why. Kept for good; nothing reads it but people who ask. */
export interface AuditRecord { id: string; at: number; user_id: string; action: string; subject: string; detail: string | null }

export function* writeAudit(record: AuditRecord): Work<void> {
  yield* insertRows('console_audit', [{ ...record }]);
}
