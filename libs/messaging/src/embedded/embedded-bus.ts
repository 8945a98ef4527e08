import type { EventMessage, Failure } from '#contracts';
import { afterCommit, execute, insertRows, selectOne, type UnitOfWork, type Work } from '#persistence';
import type { Bus, Delivery, Subscription } from '../bus.js';
import { topicOfEvent } from '../event-history.js';
import { encodeEvent, makeEvent, Outbox, type Outgoing } from '../outbox.js';
import { EmbeddedSubscription } from './embedded-subscription.js';
import { LogHistory } from './log-history.js';
import { TopicLog } from './topic-log.js';

export interface EmbeddedBusParts {
  readonly work: UnitOfWork;
  readonly edge: { now(): number; nextId(): string };
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
}

/**
 * The bus of embedded mode: a log table in the same file. Publishing is part of the producer's transaction and the position
 * of a group is moved in the handler's, so there is no relay and no gap between an effect and its record.
 */
export class EmbeddedBus implements Bus {
  private readonly topics = new Map<string, { readonly log: TopicLog; readonly subscriptions: EmbeddedSubscription[] }>();

  constructor(private readonly parts: EmbeddedBusParts) {}

  outbox(app: string): Outbox {
    return new EmbeddedOutbox(app, this.parts.edge, (topics) => this.wake(topics));
  }

  subscribe(group: string, topic: string, handle: (delivery: Delivery) => Promise<void>): Subscription {
    const known = this.topics.get(topic) ?? { log: new TopicLog(topic, this.parts.work), subscriptions: [] };
    this.topics.set(topic, known);
    const subscription = new EmbeddedSubscription(group, known.log, handle, this.parts.onError);
    known.subscriptions.push(subscription);
    subscription.start();
    return subscription;
  }

  async close(): Promise<void> {
    await Promise.all([...this.topics.values()].flatMap(({ subscriptions }) => subscriptions.map((subscription) => subscription.stop())));
  }

  private wake(topics: ReadonlySet<string>): void {
    for (const topic of topics) for (const subscription of this.topics.get(topic)?.subscriptions ?? []) subscription.wake();
  }
}

class EmbeddedOutbox extends Outbox {
  override readonly history: LogHistory;

  constructor(private readonly app: string, private readonly edge: EmbeddedBusParts['edge'], private readonly wake: (topics: ReadonlySet<string>) => void) {
    super();
    const append = this.append.bind(this);
    this.history = new LogHistory(app, function* (events) { yield* append(events, yield* takePositions(events.length)); });
  }

  /** The head numbers all events of the file, so `sequence` grows strictly for every producer and lead. */
  override *publish(events: readonly Outgoing<any>[]): Work<EventMessage[]> {
    if (events.length === 0) return [];
    const first = yield* takePositions(events.length);
    const now = new Date(this.edge.now()).toISOString();
    const messages = events.map((event, index) => makeEvent(event, { id: this.edge.nextId(), now, producer: this.app, sequence: first + index }));
    yield* this.append(messages, first);
    return messages;
  }

  private *append(messages: readonly EventMessage[], first: number): Work<void> {
    const published_at = this.edge.now();
    yield* insertRows('bus_messages', messages.map((message, index) => ({ position: first + index, topic: topicOfEvent(message), lead_id: message.leadId, message: encodeEvent(message), published_at })));
    const topics = new Set(messages.map(topicOfEvent));
    yield* afterCommit(() => this.wake(topics));
  }
}

/** Numbers for so many events at the end of the log; returns the first. */
function* takePositions(amount: number): Work<number> {
  yield* insertRows('bus_head', [{ name: 'head', position: 0 }], { onDuplicate: 'ignore' });
  yield* execute('UPDATE bus_head SET position = position + ? WHERE name = ?', [amount, 'head']);
  return (yield* selectOne<{ position: number }>('SELECT position FROM bus_head WHERE name = ?', ['head']))!.position - amount + 1;
}
