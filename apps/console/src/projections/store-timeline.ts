import type { EventMessage } from '#contracts';
import { insertRows, type Row, type Work } from '#persistence';
import { timelineWords, type NameOf } from './timeline-words.js';

/** The timeline row of an event, or null when it says nothing there. Its id is the event's, so a repetition changes nothing. */
export function timelineRow(event: EventMessage<unknown>, nameOf: NameOf): Row | null {
  const words = timelineWords(event, nameOf);
  return words && { id: event.id, lead_id: event.leadId, at: Date.parse(event.occurredAt), kind: words.kind, title: words.title, detail: words.detail, link: words.link ?? null };
}

export function* writeTimeline(rows: readonly (Row | null)[]): Work<void> {
  yield* insertRows('console_timeline', rows.filter((row) => row !== null), { onDuplicate: 'ignore' });
}
