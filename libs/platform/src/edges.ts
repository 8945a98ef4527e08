import { randomFillSync } from 'node:crypto';
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
  private readonly make = monotonicFactory(storedChance());

  override next(): string {
    return this.make();
  }
}

/** Numbers from 0 up to 1, from a store of random bytes: asked for each character of an id, the system's answer takes longer than the id. */
function storedChance(): () => number {
  const bytes = new Uint8Array(4_096);
  let used = bytes.length;
  return () => {
    if (used === bytes.length) {
      randomFillSync(bytes);
      used = 0;
    }
    return bytes[used++]! / 256;
  };
}
