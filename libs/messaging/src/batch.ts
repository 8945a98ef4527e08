import { toFailure, type EventMessage, type Failure } from '#contracts';
import type { Unit } from '#persistence';

/** What a `@OnBatch` handler gets: messages that are valid, were not seen before, and do not wait behind a parked one. */
export interface Batch<D> {
  readonly messages: readonly EventMessage<D>[];
  /** Decides message by message. A throw fails that message alone; the rest goes on. */
  map<R>(decide: (message: EventMessage<D>) => R): { message: EventMessage<D>; value: R }[];
  /** Takes a message out: parked when the failure is retryable, dead-lettered when it is not, in the batch's own transaction. */
  fail(message: EventMessage<D>, failure: Failure): void;
  /**
   * Stores the outcome: `unit`, the inbox, parked messages and the group's position in one transaction. Once per handler call.
   * Throws what the unit throws; the handler lets it pass.
   */
  commit<S = undefined, U = S, R = U>(unit?: Unit<S, U, R>): Promise<R>;
}

export type Settle = <S, U, R>(unit: Unit<S, U, R>, failed: ReadonlyMap<string, Failure>) => Promise<R>;

export class MessageBatch<D> implements Batch<D> {
  private readonly failed = new Map<string, Failure>();
  private settled = false;

  constructor(readonly messages: readonly EventMessage<D>[], private readonly settle: Settle) {}

  get isSettled(): boolean {
    return this.settled;
  }

  map<R>(decide: (message: EventMessage<D>) => R): { message: EventMessage<D>; value: R }[] {
    return this.messages.flatMap((message) => {
      try {
        return [{ message, value: decide(message) }];
      } catch (error) {
        this.fail(message, toFailure(error));
        return [];
      }
    });
  }

  fail(message: EventMessage<D>, failure: Failure): void {
    this.failed.set(message.id, failure);
  }

  async commit<S = undefined, U = S, R = U>(unit: Unit<S, U, R> = {}): Promise<R> {
    if (this.settled) throw new Error('A batch is committed once: put everything into one unit.');
    this.settled = true;
    return this.settle(unit, this.failed);
  }
}
