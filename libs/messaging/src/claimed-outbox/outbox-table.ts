import type { EventMessage } from '#contracts';
import { databaseNow, execute, inList, insertNumbered, insertRows, select, selectFree, selectOne, type Work } from '#persistence';
import { encodeEvent } from '../outbox.js';
import type { EncodedEvent } from '../publisher.js';

/** How long a claim lasts, by the database's clock. Whoever claimed has this long to publish and delete; then anybody may. */
export const CLAIM_MS = 15_000;
/** Events in one publish. */
export const MOST = 500;

/** What waits, and the events that are kept for good. */
export interface OutboxTables { readonly outbox: string; readonly kept: string }
export interface OutboxEvent { readonly number: number; readonly event: EncodedEvent }
export interface NewOutboxEvent { readonly topic: string; readonly message: EventMessage }

/**
 * Claims events for whoever writes them. Their numbers become their sequence, so whatever locks a lead before it publishes gives it
 * growing ones. The text of an event stands once, among the kept events, under the same number.
 */
export function* insertClaimed(tables: OutboxTables, events: readonly NewOutboxEvent[]): Work<{ messages: EventMessage[]; outbox: OutboxEvent[] }> {
  const claim_until = (yield* databaseNow()) + CLAIM_MS;
  const numbers = yield* insertNumbered(tables.outbox, events.map(({ topic, message }) => ({ topic, lead_id: message.leadId, message: null, claim_until })));
  const messages = events.map(({ message }, index) => ({ ...message, sequence: numbers[index]! }));
  const outbox = messages.map((message, index) => ({ number: message.sequence, event: { topic: events[index]!.topic, key: message.leadId, value: encodeEvent(message) } }));
  yield* insertRows(tables.kept, outbox.map(({ number, event: { key, value } }) => ({ number, lead_id: key, message: value })));
  return { messages, outbox };
}

/** Claims what nobody holds: its writer has gone, or could not publish in time. Oldest first, at most `MOST`. */
export function* claimExpired({ outbox, kept }: OutboxTables): Work<OutboxEvent[]> {
  const now = yield* databaseNow();
  const rows = yield* selectFree<{ number: number; topic: string; lead_id: string; message: string }>(
    `SELECT o.number, o.topic, o.lead_id, COALESCE(o.message, k.message) AS message FROM ${outbox} o LEFT JOIN ${kept} k ON k.number = o.number WHERE o.claim_until <= ? ORDER BY o.number LIMIT ${MOST}`, [now]);
  if (rows.length > 0) yield* execute(`UPDATE ${outbox} SET claim_until = ? WHERE number IN ${inList(rows)}`, [now + CLAIM_MS, ...rows.map(({ number }) => number)]);
  return rows.map(({ number, topic, lead_id, message }) => ({ number, event: { topic, key: lead_id, value: message } }));
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
