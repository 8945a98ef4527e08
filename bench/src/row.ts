import type { BenchLead } from './leads.js';

/**
 * The words of the bench.
 * **row**: one line of the report, e.g. `embedded` · **side**: one way to do the lead job, e.g. the product (the *subject*), the same
 * by hand (the *floor*), a peer · **part**: processes of a side that are told apart, e.g. `services`, `broker`, `database` ·
 * **pair**: a run of the floor and a run of the subject, one after the other.
 */
export interface Side {
  readonly name: string;
  /** Starts it on an empty `folder` of its own and waits until it takes leads. Errors: an Error that names the process and the end of its log. */
  start(folder: string): Promise<RunningSide>;
}

export interface RunningSide {
  /** Process ids by part. Their children count with them; the load generator is in none. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
  /** Sends leads in one call; resolves when they are answered 2xx, with the leads' ids in the same order. Errors: an Error with the answer. */
  send(leads: readonly BenchLead[]): Promise<readonly string[]>;
  /** Resolves when `total` leads (all since the start) are assigned and every consumer is done with them. Errors: an Error when nothing moves for a minute. */
  settled(total: number): Promise<void>;
  /** What is wrong with the rows of `total` leads, in words; empty when all is as it must be. Only called when settled. */
  verify(total: number): Promise<readonly string[]>;
  /** Counters since the start, e.g. `commits`, `statements`, `fsyncs`; a run reports their growth per lead. */
  counts(): Promise<Readonly<Record<string, number>>>;
  /** When each lead was assigned: milliseconds of this machine's clock by lead id. Only called when settled. */
  assignedAt(): Promise<ReadonlyMap<string, number>>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** What one run of a side cost. All per 1,000 leads or per lead, warm-up not counted. */
export interface Measurement {
  readonly leads: number;
  /** CPU-seconds per 1,000 leads, of all parts and of each. */
  readonly cpuPer1k: number;
  readonly cpuPer1kByPart: Readonly<Record<string, number>>;
  readonly leadsPerSec: number;
  /** The largest peak of one process, MiB, and the largest of each part. */
  readonly rssMiB: number;
  readonly rssMiBByPart: Readonly<Record<string, number>>;
  readonly perLead: Readonly<Record<string, number>>;
  /** Load average of the machine before the run (1 minute). */
  readonly loadBefore: number;
}

/** What a row needs of whoever runs it. */
export interface Bench {
  /** For a side: a folder that does not exist yet, below `--data`. */
  folder(name: string): string;
  readonly leads: number;
  readonly warmUp: number;
  readonly pairs: number;
  readonly quick: boolean;
  /** CPU-seconds per 1,000 leads of the decisions alone, in a process that does nothing else; measured once. */
  domainCpuPer1k(): Promise<number>;
  /** A line of progress. */
  say(line: string): void;
}

export interface Row {
  readonly name: string;
  readonly says: string;
  /** `before`: what the rows before it found, by name. Errors: an Error when a run cannot be verified: it has no number. */
  run(bench: Bench, before: Readonly<Record<string, unknown>>): Promise<RowReport>;
}

export interface RowReport {
  /** What stands under the row's name in `--json`. */
  readonly figures: unknown;
  /** The same for people. */
  readonly lines: readonly string[];
}
