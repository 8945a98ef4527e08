import type { EncodedEvent, Publisher } from '../publisher.js';

/** A record as it lies on a partition. */
export interface BrokerRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  /** Null: a tombstone. */
  readonly value: Buffer | null;
}

/** Consecutive records of one partition. */
export interface Chunk {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly BrokerRecord[];
  /** The group's position is past this record. Does nothing once the partition belongs to another member. Errors: BUS.*, retryable. */
  commit(past: BrokerRecord): Promise<void>;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Handles a chunk of at most 500 records and 1 MB; a larger record comes alone. Must not reject: what it leaves uncommitted
   * comes again, at once unless the topic is paused. Partitions are handled side by side, each in order.
   */
  onChunk(chunk: Chunk): Promise<void>;
  /** The partitions that this member has from now on, by topic. */
  onAssigned(partitions: ReadonlyMap<string, readonly number[]>): void;
  /** The consumer ended, though nobody stopped it. `failure` is a BUS.* code. */
  onEnded(failure: unknown): void;
}

export interface BrokerConsumer {
  pause(topic: string): void;
  resume(topic: string): void;
  /** Waits for the chunks in hand, then leaves the group. */
  stop(): Promise<void>;
}

export interface PartitionOffsets {
  readonly partition: number;
  /** Where the group goes on; the first record that is there when it has committed nothing. */
  readonly next: number;
  /** One past the last record. */
  readonly end: number;
}

/**
 * What the bus needs of a Kafka client. Errors of every method are `Failure`s: BUS.UNREACHABLE (no broker answers),
 * BUS.TOPIC_MISSING and BUS.TROUBLE, retryable; BUS.REFUSED, terminal (credentials, rights, a defect).
 */
export interface BrokerClient {
  /** Resolves when a broker has answered. May be called again. */
  connect(): Promise<void>;
  produce(events: readonly EncodedEvent[]): ReturnType<Publisher['publish']>;
  /** Joins a group, from the first record of a topic that it has no position on. One call per group and process. */
  consume(options: ConsumeOptions): Promise<BrokerConsumer>;
  /** Positions of a group on all partitions of a topic; answers within 2 s or rejects. */
  offsets(group: string, topic: string): Promise<PartitionOffsets[]>;
  disconnect(): Promise<void>;
}
