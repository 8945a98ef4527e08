import { MAX_EVENT_BYTES, terminal, type Envelope, type EventContract, type EventMessage } from '#contracts';
import type { Work } from '#persistence';
import type { EventHistory } from './event-history.js';

/** An event to publish; the envelope is filled in. `cause` is the event that led to it: it gives correlation and causation. */
export interface Outgoing<D = unknown> {
  readonly contract: EventContract<D>;
  readonly leadId: string;
  readonly data: D;
  readonly cause?: Envelope | null;
}

/** Typed constructor, so that data and contract cannot drift apart. */
export const outgoing = <D>(contract: EventContract<D>, leadId: string, data: D, cause: Envelope | null = null): Outgoing<D> => ({ contract, leadId, data, cause });

export abstract class Outbox {
  /** Inside a write: publishes with the unit's commit. Returns the events with their envelopes. */
  abstract publish(events: readonly Outgoing<any>[]): Work<EventMessage[]>;
  /** What this app has published, where that is kept. */
  readonly history: EventHistory | null = null;
  /** Begins to look after what was left behind, where anything can be. */
  start(): void {}
  /** Sends what is in hand, up to `graceMs`, and leaves the rest to others. */
  async stop(_graceMs?: number): Promise<void> {}
}

/** Fills in the envelope. Ids and time are passed in; `sequence` must grow per producer and lead. */
export function makeEvent(event: Outgoing, at: { id: string; now: string; producer: string; sequence: number }): EventMessage {
  return {
    id: at.id,
    type: event.contract.type,
    version: event.contract.version,
    producer: at.producer,
    leadId: event.leadId,
    sequence: at.sequence,
    occurredAt: at.now,
    correlationId: event.cause?.correlationId ?? at.id,
    causationId: event.cause?.id ?? null,
    data: event.data,
  };
}

/** The bytes on the wire. Errors: EVENT.TOO_LARGE, terminal, naming the event and its size. */
export function encodeEvent(event: EventMessage): string {
  const value = JSON.stringify(event);
  if (value.length > MAX_EVENT_BYTES / 4 && Buffer.byteLength(value) > MAX_EVENT_BYTES) {
    throw terminal('EVENT.TOO_LARGE', `Event ${event.type} of lead ${event.leadId} has ${Buffer.byteLength(value)} bytes; at most ${MAX_EVENT_BYTES} are allowed. Shorten what it carries.`);
  }
  return value;
}
