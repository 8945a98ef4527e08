import type { EventMessage, Failure } from '#contracts';
import { afterCommit, type UnitOfWork, type Work } from '#persistence';
import { makeEvent, Outbox, type Outgoing } from '../outbox.js';
import type { Publisher } from '../publisher.js';
import { KeptEvents } from './kept-events.js';
import { countWaiting, insertClaimed, type OutboxTables } from './outbox-table.js';
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
  private readonly tables: OutboxTables;
  override readonly history: KeptEvents;
  private readonly writer: OutboxWriter;
  private readonly relay: OutboxRelay;

  constructor(private readonly parts: ClaimedOutboxParts) {
    super();
    this.tables = { outbox: `${parts.app}_outbox`, kept: `${parts.app}_events` };
    this.history = new KeptEvents(this.tables);
    this.writer = new OutboxWriter(this.tables.outbox, parts);
    this.relay = new OutboxRelay(this.tables, parts);
  }

  override *publish(events: readonly Outgoing<any>[]): Work<EventMessage[]> {
    if (events.length === 0) return [];
    const { parts, writer } = this;
    const now = new Date(parts.edge.now()).toISOString();
    const claimedAt = performance.now();
    const made = events.map((event) => ({ topic: event.contract.topic, message: makeEvent(event, { id: parts.edge.nextId(), now, producer: parts.app, sequence: 0 }) }));
    const { messages, outbox } = yield* insertClaimed(this.tables, made);
    yield* afterCommit(() => writer.take(outbox, claimedAt));
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
    return this.parts.work.read(() => countWaiting(this.tables.outbox));
  }
}
