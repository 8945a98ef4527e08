import type { EventMessage } from '#contracts';
import { inList, insertNumbered, select, type Work } from '#persistence';
import { pageOf, topicOfEvent, type EventHistory, type HistoryPage, type HistoryQuery } from '../event-history.js';
import { encodeEvent } from '../outbox.js';
import { countWaiting, type OutboxTables } from './outbox-table.js';

/** What an app published, kept beside its outbox: topics forget after their retention, this does not. */
export class KeptEvents implements EventHistory {
  constructor(private readonly tables: OutboxTables) {}

  *page(query: HistoryQuery): Work<HistoryPage> {
    const { after, leads, limit } = query;
    const ofLeads = leads ? ` AND lead_id IN ${inList(leads)}` : '';
    return pageOf(yield* select<{ number: number; message: string }>(`SELECT number, message FROM ${this.tables.kept} WHERE number > ?${ofLeads} ORDER BY number LIMIT ?`, [after, ...(leads ?? []), limit + 1]), query);
  }

  /** Nobody's claim: any replica's relay publishes them. */
  *publishAgain(events: readonly EventMessage[]): Work<void> {
    yield* insertNumbered(this.tables.outbox, events.map((event) => ({ topic: topicOfEvent(event), lead_id: event.leadId, message: encodeEvent({ ...event, again: true }), claim_until: 0 })));
  }

  waiting(): Work<number> {
    return countWaiting(this.tables.outbox);
  }
}
