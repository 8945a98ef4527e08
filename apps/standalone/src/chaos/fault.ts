import type { Kafka } from 'kafkajs';
import type { PlannedCall } from '../../../sandbox/src/plan/planned-call.js';
import type { Random } from '../../../sandbox/src/world/random.js';
import type { ChaosServers } from './servers.js';
import type { CommitProxy } from './commit-proxy.js';
import type { PoisonRecord } from './faults/poison-records.js';
import type { Supervisor } from './supervisor.js';

/** What a fault may lay hands on. */
export interface FaultContext {
  readonly apps: Supervisor;
  readonly servers: ChaosServers;
  readonly proxy: CommitProxy;
  readonly random: Random;
  /** Of the brokers, for administration and for records that no app wrote. */
  readonly kafka: Kafka;
  /** Of topics and groups. */
  readonly prefix: string;
  /** Calls that were sent already, oldest first. */
  readonly sent: () => readonly PlannedCall[];
  /** Sends calls again, all at once; resolves when all are answered. */
  readonly sendAgain: (calls: readonly PlannedCall[]) => Promise<void>;
  /** Counts a failpoint that ended its process. */
  readonly fired: (failpoint: string) => void;
  /** Remembers a record that must become a dead letter. */
  readonly poisoned: (record: PoisonRecord) => void;
  /** For what a fault leaves behind. */
  readonly dataDir: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** One kind of trouble. `run` makes it, waits until it is over, and gives how many times it happened (processes killed, answers dropped). */
export interface Fault {
  readonly name: string;
  readonly says: string;
  /** Why it cannot be made on this machine; null or left out when it can. */
  impossible?(): string | null;
  run(context: FaultContext): Promise<number>;
}
