import { openPersonal, retryable, type Personal, type SuppressionView } from '#contracts';
import { execute, insertRows, keyIdOf, select, selectOne, type Work } from '#persistence';
import { openPerson } from '../open-person.js';

/** What is known of an address before a mail leaves for it. Milliseconds; null: never. */
export interface Recipient { readonly digest: string; readonly suppressedAt: number | null; readonly mailedAt: number | null }

/** The lock under which an address is claimed or suppressed. */
export const recipientLock = (digest: string): string => `recipient:${digest}`;

/** `mailedAt` is of another effect than this one: its own claim does not stand in its way. */
export function* readRecipient(digest: string, effectId: string): Work<Recipient> {
  const suppressed = yield* selectOne<{ suppressed_at: number }>('SELECT suppressed_at FROM delivery_suppressions WHERE address_digest = ?', [digest]);
  const mailed = yield* selectOne<{ mailed_at: number }>('SELECT mailed_at FROM delivery_first_mails WHERE address_digest = ? AND effect_id <> ?', [digest, effectId]);
  return { digest, suppressedAt: suppressed?.suppressed_at ?? null, mailedAt: mailed?.mailed_at ?? null };
}

/**
 * Claims the address for a first mail, in the transaction in which the mail begins to leave and under its lock. Errors:
 * DELIVERY.RECIPIENT_CHANGED, retryable: another mail, or a wish not to get any, came between the decision and this.
 */
export function* claimRecipient({ digest, suppressedAt, mailedAt }: Recipient, effectId: string, now: number): Work<void> {
  const current = yield* readRecipient(digest, effectId);
  if (current.suppressedAt !== suppressedAt || current.mailedAt !== mailedAt) throw retryable('DELIVERY.RECIPIENT_CHANGED', 'What is known of the recipient changed meanwhile.');
  yield* insertRows('delivery_first_mails', [{ address_digest: digest, effect_id: effectId, mailed_at: now }], { onDuplicate: { key: ['address_digest'], update: ['effect_id', 'mailed_at'] } });
}

/** The mail certainly did not leave: somebody else may write to this address. */
export function* releaseRecipient(effectId: string): Work<void> {
  yield* execute('DELETE FROM delivery_first_mails WHERE effect_id = ?', [effectId]);
}

/** Keeps the first wish; a later one changes nothing. */
export function* suppress(wish: { digest: string; leadId: string; address: string; by: SuppressionView['by'] }, now: number): Work<void> {
  yield* insertRows('delivery_suppressions', [{
    address_digest: wish.digest, lead_id: wish.leadId, person: JSON.stringify(openPersonal(keyIdOf(wish.leadId), { address: wish.address })), suppressed_by: wish.by, suppressed_at: now,
  }], { onDuplicate: 'ignore' });
}

/** The latest ones first. */
export function* listSuppressions(limit: number): Work<SuppressionView[]> {
  const rows = yield* select<{ lead_id: string; person: string; suppressed_by: SuppressionView['by']; suppressed_at: number }>('SELECT lead_id, person, suppressed_by, suppressed_at FROM delivery_suppressions ORDER BY suppressed_at DESC, address_digest LIMIT ?', [limit]);
  return rows.map(({ lead_id, person, suppressed_by, suppressed_at }) => ({
    address: openPerson(JSON.parse(person) as Personal<{ address: string }>).address, leadId: lead_id, by: suppressed_by, since: new Date(suppressed_at).toISOString(),
  }));
}
