import type { EventMessage, Failure } from '#contracts';
import { afterCommit, type UnitOfWork, type Work } from '#persistence';
import { encodeEvent, makeEvent, Outbox, type Outgoing } from '../outbox.js';
import type { Publisher } from '../publisher.js';
import { KeptEvents } from './kept-events.js';
import { countWaiting, insertClaimed } from './outbox-table.js';
import { OutboxRelay } from './outbox-relay.js';
import { OutboxWriter } from './outbox-writer.js';

export interface ClaimedOutboxParts {
  readonly app: string;
  readonly work: UnitOfWork;
  readonly publisher: Publisher;
  readonly edge: { now(): number; random(): number; nextId(): string };
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
}

/**
 * The outbox of distributed mode. Events are rows of their unit's transaction, claimed from the first moment by the process that
 * writes them; after the commit it publishes them in order and deletes them when they are acknowledged. What it cannot publish,
 * or dies with, a relay of any replica takes once the claim has run out. So an event is published at least once; the order of a
 * lead is in `sequence`, not in the order of arrival.
 */
export class ClaimedOutbox extends Outbox {
  private readonly table: string;
  override readonly history: KeptEvents;
  private readonly writer: OutboxWriter;
  private readonly relay: OutboxRelay;

  constructor(private readonly parts: ClaimedOutboxParts) {
    super();
    this.table = `${parts.app}_outbox`;
    this.history = new KeptEvents(`${parts.app}_events`, this.table);
    this.writer = new OutboxWriter(this.table, parts);
    this.relay = new OutboxRelay(this.table, parts);
  }

  override *publish(events: readonly Outgoing<any>[]): Work<EventMessage[]> {
    if (events.length === 0) return [];
    const { parts, writer } = this;
    const now = new Date(parts.edge.now()).toISOString();
    const claimedAt = performance.now();
    const made = events.map((event) => ({ topic: event.contract.topic, message: makeEvent(event, { id: parts.edge.nextId(), now, producer: parts.app, sequence: 0 }) }));
    const messages = yield* insertClaimed(this.table, made);
    yield* this.history.keep(messages);
    yield* afterCommit(() => writer.take(messages.map((message, index) => ({
      number: message.sequence, event: { topic: made[index]!.topic, key: message.leadId, value: encodeEvent(message) },
    })), claimedAt));
    return messages;
  }

  override start(): void {
    this.relay.start();
  }

  override async stop(graceMs = 5_000): Promise<void> {
    await Promise.all([this.relay.stop(), this.writer.stop(graceMs)]);
  }

  /** Events that are committed and not yet acknowledged, of all replicas. */
  waiting(): Promise<number> {
    return this.parts.work.read(() => countWaiting(this.table));
  }
}
