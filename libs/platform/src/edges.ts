import { monotonicFactory } from 'ulid';

/** Time, ids and chance come through here, so that decisions get them as arguments and tests can fix them. */
export abstract class Clock {
  /** Milliseconds since the epoch. */
  abstract now(): number;
  iso(): string {
    return new Date(this.now()).toISOString();
  }
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}

export abstract class Ids {
  /** A new ULID, greater than every one this process made before. */
  abstract next(): string;
}

export class UlidIds extends Ids {
  private readonly make = monotonicFactory();

  override next(): string {
    return this.make();
  }
}
