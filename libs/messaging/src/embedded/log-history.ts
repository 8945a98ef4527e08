import { topics, type EventMessage } from '#contracts';
import { inList, select, type Work } from '#persistence';
import { pageOf, type EventHistory, type HistoryPage, type HistoryQuery } from '../event-history.js';

/** What an app published, as it stands in the log of the in-process bus. `append` puts events at its end as they are. */
export class LogHistory implements EventHistory {
  constructor(private readonly app: string, private readonly append: (events: readonly EventMessage[]) => Work<void>) {}

  *page(query: HistoryQuery): Work<HistoryPage> {
    const own = topics.filter(({ from }) => (from as readonly string[]).includes(this.app)).map(({ contract }) => contract.topic);
    const { after, leads, limit } = query;
    const ofLeads = leads ? ` AND lead_id IN ${inList(leads)}` : '';
    const rows = yield* select<{ number: number; message: string }>(`SELECT position AS number, message FROM bus_messages WHERE topic IN ${inList(own)} AND position > ?${ofLeads} ORDER BY position LIMIT ?`, [...own, after, ...(leads ?? []), limit + 1]);
    return pageOf(rows, query, ({ producer, again }) => producer === this.app && !again);
  }

  publishAgain(events: readonly EventMessage[]): Work<void> {
    return this.append(events.map((event) => ({ ...event, again: true })));
  }

  *waiting(): Work<number> {
    return 0;
  }
}
