import type { EventMessage } from '#contracts';
import type { Work } from '#persistence';

export interface HistoryQuery {
  /** Where the page before ended; 0 begins. */
  readonly after: number;
  /** Milliseconds: nothing that happened before. Null: from the beginning. */
  readonly since: number | null;
  /** Only these leads; null for all. */
  readonly leads: readonly string[] | null;
  readonly limit: number;
}

/** `next` is where to go on; null at the end. A page may be empty and not the last. */
export interface HistoryPage { readonly events: readonly EventMessage[]; readonly next: number | null }

/** What an app has published, with ids and sequences as they were. */
export interface EventHistory {
  /** In the order of publishing. */
  page(query: HistoryQuery): Work<HistoryPage>;
  /** Publishes them once more, marked (`again`), with the unit's commit. */
  publishAgain(events: readonly EventMessage[]): Work<void>;
  /** How much waits to be on its topics. */
  waiting(): Work<number>;
}

export const topicOfEvent = ({ type, version }: EventMessage): string => `${type}.v${version}`;

/** Makes a page of rows that were read with one more than `limit`. */
export function pageOf(rows: readonly { number: number; message: string }[], { since, limit }: HistoryQuery, isOwn: (event: EventMessage) => boolean = () => true): HistoryPage {
  const read = rows.slice(0, limit);
  const events = read.map(({ message }) => JSON.parse(message) as EventMessage).filter((event) => isOwn(event) && (since === null || Date.parse(event.occurredAt) >= since));
  return { events, next: rows.length > limit ? read.at(-1)!.number : null };
}
