import type { EventMessage } from '#contracts';
import { encodeEvent, makeEvent, Outbox, type Outgoing, type Publisher } from '#messaging';
import { afterCommit, execute, insertRows, selectOne, type Work } from '#persistence';

/**
 * The smallest outbox on `bus_head`: events are sent right after the commit, and lost should the process die before. For specs
 * of what is below an outbox. `sent` settles with everything that was sent so far.
 */
export class SpecOutbox extends Outbox {
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly app: string, private readonly publisher: Publisher, private readonly edge: { now(): number; nextId(): string }) {
    super();
  }

  get sent(): Promise<void> {
    return this.sending;
  }

  override *publish(events: readonly Outgoing<any>[]): Work<EventMessage[]> {
    if (events.length === 0) return [];
    yield* insertRows('bus_head', [{ name: 'head', position: 0 }], { onDuplicate: 'ignore' });
    yield* execute('UPDATE bus_head SET position = position + ? WHERE name = ?', [events.length, 'head']);
    const head = (yield* selectOne<{ position: number }>('SELECT position FROM bus_head WHERE name = ?', ['head']))!.position;
    const now = new Date(this.edge.now()).toISOString();
    const messages = events.map((event, index) => makeEvent(event, { id: this.edge.nextId(), now, producer: this.app, sequence: head - events.length + 1 + index }));
    const encoded = messages.map((message, index) => ({ topic: events[index]!.contract.topic, key: message.leadId, value: encodeEvent(message) }));
    yield* afterCommit(() => { this.sending = this.sending.then(() => this.publisher.publish(encoded)); });
    return messages;
  }
}
