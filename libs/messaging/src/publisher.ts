/** An encoded event on its way to a topic; `key` is its lead. */
export interface EncodedEvent {
  readonly topic: string;
  readonly key: string;
  /** See `encodeEvent`. */
  readonly value: string;
}

/** Where an outbox of committed events sends them. */
export interface Publisher {
  /**
   * Resolves when all are acknowledged by every replica that must have them; events of one key keep their order.
   * Errors: a retryable `Failure`; then some may be on their topics, so that sending them again repeats them.
   */
  publish(events: readonly EncodedEvent[]): Promise<void>;
}
