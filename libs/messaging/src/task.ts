import type { Unit, Work } from '#persistence';

/** Work to be done later by the app that asked for it. */
export interface NewTask {
  readonly kind: string;
  /** Unique per kind: adding it again while it is open is ignored. */
  readonly key?: string;
  /** Tasks of one lane run one at a time, in the order they were added. */
  readonly lane?: string;
  /** Milliseconds; default: at once. */
  readonly dueAt?: number;
  readonly leadId?: string | null;
  readonly payload: unknown;
}

/** A task in the hands of its holder. A handler that returns without ending it completes it. */
export interface Task<P = unknown> {
  readonly id: string;
  readonly kind: string;
  readonly key: string | null;
  readonly lane: string | null;
  readonly leadId: string | null;
  readonly payload: P;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Milliseconds: when it was added, or a person chose "Retry". */
  readonly createdAt: number;
  /** Aborted when the lease is lost or the service stops. */
  readonly signal: AbortSignal;
  /** Ends the task with its outcome in one transaction. Errors: TASK.LEASE_LOST when another holder took over; then nothing is stored. */
  complete<S = undefined, D = S, R = D>(unit?: Unit<S, D, R>): Promise<R>;
  /** Stores progress and keeps the task for `dueAt`; attempts start anew. */
  later<S = undefined, D = S, R = D>(dueAt: number, unit?: Unit<S, D, R>): Promise<R>;
  /** Stores progress under the lease without ending the task, and renews the lease. */
  progress<S = undefined, D = S, R = D>(unit?: Unit<S, D, R>): Promise<R>;
  /** Prolongs the lease; call it on progress, not on a timer. */
  renew(): Promise<void>;
}

export abstract class Tasks {
  /** Inside a write. Started by this app after the commit if a slot is free, else when one is. */
  abstract add(tasks: readonly NewTask[]): Work<void>;
  /** Inside a write: forgets open tasks by their keys; returns how many. One that is running loses its lease. */
  abstract cancel(kind: string, keys: readonly string[]): Work<number>;
}
