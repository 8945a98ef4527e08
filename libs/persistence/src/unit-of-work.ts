import type { Work } from './statement.js';

/**
 * All or nothing. `read` loads state, `decide` is pure and synchronous, `write` stores the decision.
 * The whole unit is run again on a transient error, so it may run more than once and must take time and ids from outside.
 */
export interface Unit<S, D, R> {
  /** Names that no other unit may hold meanwhile. On SQLite there is one writer, so they cost nothing. */
  lock?: readonly string[];
  read?: () => Work<S>;
  decide?: (state: S) => D;
  write?: (decision: D, state: S) => Work<R>;
}

export abstract class UnitOfWork {
  /** Resolves after COMMIT with what `write` returned (or the decision, without `write`). Rejects with a `Failure`; then nothing was stored. */
  abstract transact<S = undefined, D = S, R = D>(unit: Unit<S, D, R>): Promise<R>;
  /** Reads outside of a write transaction; one consistent view per call. */
  abstract read<T>(work: () => Work<T>): Promise<T>;
}

/** Runs a unit's three parts as one piece of work; shared by every implementation. */
export function* unitWork<S, D, R>(unit: Unit<S, D, R>): Work<R> {
  const state = (unit.read ? yield* unit.read() : undefined) as S;
  const decision = (unit.decide ? unit.decide(state) : state) as D;
  return (unit.write ? yield* unit.write(decision, state) : decision) as R;
}
