import { setImmediate as nextTurn } from 'node:timers/promises';
import { toFailure, type EventMessage, type Failure } from '#contracts';
import { afterCommit, execute, insertRows, select, selectOne, type UnitOfWork, type Work } from '#persistence';
import type { Bus, BusRecord, Delivery, Subscription } from '../bus.js';
import { topicOfEvent } from '../event-history.js';
import { encodeEvent, makeEvent, Outbox, type Outgoing } from '../outbox.js';
import { LogHistory } from './log-history.js';

export interface EmbeddedBusParts {
  readonly work: UnitOfWork;
  readonly edge: { now(): number; nextId(): string };
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
}

/** A batch is at most 100 records, and fewer when 100 take longer than this, so that timers and requests get their turn. */
const MAX_BATCH = 100;
const SLICE_MS = 20;

/**
 * The bus of embedded mode: a log table in the same file. Publishing is part of the producer's transaction and the position
 * of a group is moved in the handler's, so there is no relay and no gap between an effect and its record.
 */
export class EmbeddedBus implements Bus {
  private readonly subscriptions = new Map<string, Set<EmbeddedSubscription>>();

  constructor(private readonly parts: EmbeddedBusParts) {}

  outbox(app: string): Outbox {
    return new EmbeddedOutbox(app, this.parts.edge, (topics) => this.wake(topics));
  }

  subscribe(group: string, topic: string, handle: (delivery: Delivery) => Promise<void>): Subscription {
    const subscription = new EmbeddedSubscription(group, topic, handle, this.parts);
    const sameTopic = this.subscriptions.get(topic) ?? new Set();
    this.subscriptions.set(topic, sameTopic.add(subscription));
    subscription.start();
    return subscription;
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions.values()].flatMap((set) => [...set].map((subscription) => subscription.stop())));
  }

  private wake(topics: ReadonlySet<string>): void {
    for (const topic of topics) for (const subscription of this.subscriptions.get(topic) ?? []) subscription.wake();
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

class EmbeddedSubscription implements Subscription {
  private stopped = false;
  private loop: Promise<void> = Promise.resolve();
  private signal = Promise.withResolvers<void>();
  private size = MAX_BATCH;
  private failures = 0;

  constructor(private readonly group: string, private readonly topic: string, private readonly handle: (delivery: Delivery) => Promise<void>, private readonly parts: EmbeddedBusParts) {}

  start(): void {
    this.loop = this.run();
  }

  wake(): void {
    this.signal.resolve();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  async lag(): Promise<number> {
    const { group, topic } = this;
    const row = await this.parts.work.read(function* () {
      const position = yield* positionOf(group, topic);
      return yield* selectOne<{ open: number }>('SELECT COUNT(*) AS open FROM bus_messages WHERE topic = ? AND position > ?', [topic, position]);
    });
    return row?.open ?? 0;
  }

  async lagByPartition(): Promise<ReadonlyMap<number, number>> {
    return new Map([[0, await this.lag()]]);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.signal = Promise.withResolvers<void>();
      try {
        const records = await this.next();
        if (records.length === 0) await this.signal.promise;
        else await this.deliver(records);
        this.failures = 0;
      } catch (error) {
        await this.pause(toFailure(error));
      }
      await nextTurn();
    }
  }

  private async next(): Promise<BusRecord[]> {
    const { group, topic, size } = this;
    const rows = await this.parts.work.read(function* () {
      const position = yield* positionOf(group, topic);
      return yield* select<{ position: number; lead_id: string; message: string }>('SELECT position, lead_id, message FROM bus_messages WHERE topic = ? AND position > ? ORDER BY position LIMIT ?', [topic, position, size]);
    });
    return rows.map(({ position, lead_id, message }) => ({ topic, key: lead_id, value: message, position }));
  }

  private async deliver(records: readonly BusRecord[]): Promise<void> {
    const { group, topic } = this;
    const started = performance.now();
    await this.handle({
      records,
      *advance(past) {
        yield* insertRows('bus_positions', [{ app: group, topic, position: past.position }], { onDuplicate: { key: ['app', 'topic'], update: ['position'] } });
      },
    });
    const took = performance.now() - started;
    this.size = took > SLICE_MS ? Math.max(10, this.size >> 1) : Math.min(MAX_BATCH, this.size << 1);
  }

  /** The same records come again, after a pause that grows to 30 s. */
  private async pause(failure: Failure): Promise<void> {
    this.failures += 1;
    const wait = Math.min(100 * 2 ** this.failures, 30_000);
    this.parts.onError('consumer.paused', failure, { group: this.group, topic: this.topic, again: this.failures, waitMs: wait });
    const until = performance.now() + wait;
    while (!this.stopped && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, Math.min(50, wait)));
  }
}

function* positionOf(group: string, topic: string): Work<number> {
  return (yield* selectOne<{ position: number }>('SELECT position FROM bus_positions WHERE app = ? AND topic = ?', [group, topic]))?.position ?? 0;
}
