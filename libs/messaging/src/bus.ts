import type { Work } from '#persistence';
import type { Outbox } from './outbox.js';

/** One record as it stands on a topic, undecoded. `position` grows along its topic (and partition). */
export interface BusRecord {
  readonly topic: string;
  readonly key: string;
  /** The text of the record; what is no UTF-8 in it is replaced. */
  readonly value: string;
  /** The bytes as they came, from a bus that anybody can write to; null when there are none. A bus of text has no bytes. */
  readonly bytes?: Uint8Array | null;
  readonly partition?: number;
  readonly position: number;
}

/**
 * Records handed to a group, in order, at most a batch.
 * `advance(record)` moves the group's position past a record; it runs inside the unit that stores the outcome.
 */
export interface Delivery {
  readonly records: readonly BusRecord[];
  advance(past: BusRecord): Work<void>;
}

export interface Subscription {
  /** Waits for the batch in hand, then stops. */
  stop(): Promise<void>;
  /** Records that the group has not handled yet, on the partitions that this process has. Errors: BUS.* when nobody can tell. */
  lag(): Promise<number>;
  /** The same by partition. */
  lagByPartition(): Promise<ReadonlyMap<number, number>>;
}

/**
 * The bus: at least once, in order per key and topic, one position per group and topic. A handler that rejects gets the same
 * records again. Implementations must pass `libs/testing/src/conformance/bus.conformance.ts`.
 */
export interface Bus {
  /** The outbox of a producing app: what is published in a unit is on the bus if, and only if, the unit is committed. */
  outbox(app: string): Outbox;
  /** Topics that one group subscribes to in the same turn are joined at once. */
  subscribe(group: string, topic: string, handle: (delivery: Delivery) => Promise<void>): Subscription;
  close(): Promise<void>;
}
