import type { EventMessage } from '#contracts';
import { databaseNow, execute, inList, insertNumbered, select, selectFree, selectOne, type Work } from '#persistence';
import { encodeEvent } from '../outbox.js';
import type { EncodedEvent } from '../publisher.js';

/** How long a claim lasts, by the database's clock. Whoever claimed has this long to publish and delete; then anybody may. */
export const CLAIM_MS = 15_000;
/** Events in one publish. */
export const MOST = 500;

export interface OutboxEvent { readonly number: number; readonly event: EncodedEvent }
export interface NewOutboxEvent { readonly topic: string; readonly message: EventMessage }

/** Keeps events, claimed by whoever writes them. Their numbers become their sequence, so whatever locks a lead before it publishes gives it growing ones. */
export function* insertClaimed(table: string, events: readonly NewOutboxEvent[]): Work<EventMessage[]> {
  const claim_until = (yield* databaseNow()) + CLAIM_MS;
  const numbers = yield* insertNumbered(table, events.map(({ topic, message }) => ({ topic, lead_id: message.leadId, message: encodeEvent(message), claim_until })));
  return events.map(({ message }, index) => ({ ...message, sequence: numbers[index]! }));
}

/** Claims what nobody holds: its writer has gone, or could not publish in time. Oldest first, at most `MOST`. */
export function* claimExpired(table: string): Work<OutboxEvent[]> {
  const now = yield* databaseNow();
  const rows = yield* selectFree<{ number: number; topic: string; lead_id: string; message: string }>(
    `SELECT number, topic, lead_id, message FROM ${table} WHERE claim_until <= ? ORDER BY number LIMIT ${MOST}`, [now]);
  if (rows.length > 0) yield* execute(`UPDATE ${table} SET claim_until = ? WHERE number IN ${inList(rows)}`, [now + CLAIM_MS, ...rows.map(({ number }) => number)]);
  return rows.map(({ number, topic, lead_id, message }) => ({ number, event: { topic, key: lead_id, value: numbered(message, number) } }));
}

/** The number is the sequence, but for an event that has its own from the first time it was published. */
function numbered(message: string, number: number): string {
  const event = JSON.parse(message) as EventMessage;
  return event.again ? message : encodeEvent({ ...event, sequence: number });
}

/** Whether `claimExpired` would find anything. */
export function* hasExpired(table: string): Work<boolean> {
  return (yield* selectOne(`SELECT number FROM ${table} WHERE claim_until <= ? LIMIT 1`, [yield* databaseNow()])) !== undefined;
}

/** They are acknowledged. */
export function* deletePublished(table: string, numbers: readonly number[]): Work<void> {
  yield* execute(`DELETE FROM ${table} WHERE number IN ${inList(numbers)}`, numbers.toSorted((a, b) => a - b));
}

/** Gives claims back, for anybody to take at once. */
export function* giveBack(table: string, numbers: readonly number[]): Work<void> {
  yield* execute(`UPDATE ${table} SET claim_until = 0 WHERE number IN ${inList(numbers)}`, numbers.toSorted((a, b) => a - b));
}

/** How much waits for Kafka. */
export function* countWaiting(table: string): Work<number> {
  return (yield* select<{ amount: number }>(`SELECT COUNT(*) AS amount FROM ${table}`))[0]!.amount;
}
