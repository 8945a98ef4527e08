import { retryable, type DataOf, type EventMessage, type leadAccepted } from '#contracts';

type LeadAccepted = DataOf<typeof leadAccepted>;

export const BUG = 'bug';
export const NEVER = 'never';

/** What both programs do with an event before they store it, with two defects: a TypeError for one rep, and something that is always down for another. */
export function handle({ id, data: { rep } }: Pick<EventMessage<LeadAccepted>, 'id' | 'data'>): { id: string; rep: string; at: number } {
  if (rep === BUG) return (null as unknown as { row: { id: string; rep: string; at: number } }).row;
  if (rep === NEVER) throw retryable('STOCK.UNAVAILABLE', 'What the handler asks answers 500, always.');
  return { id, rep, at: Date.now() };
}
