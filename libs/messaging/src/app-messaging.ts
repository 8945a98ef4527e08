import type { EventContract, Failure } from '#contracts';
import { databaseNow, type UnitOfWork } from '#persistence';
import { BatchConsumer, type BatchHandler } from './batch-consumer.js';
import type { Bus, Subscription } from './bus.js';
import { SqlDeadLetters, type DeadLetters } from './dead-letters.js';
import type { BatchOptions, TaskOptions } from './decorators.js';
import { Housekeeping } from './housekeeping.js';
import type { Outbox } from './outbox.js';
import { RETRY_KIND, type ParkedMessage } from './park.js';
import { SqlTasks } from './sql-tasks.js';
import type { Task, Tasks } from './task.js';
import { TaskRunner, type TaskHandler } from './task-runner.js';

export interface MessagingParts {
  readonly app: string;
  readonly work: UnitOfWork;
  readonly bus: Bus;
  readonly edge: { now(): number; random(): number; nextId(): string };
  /** Unique per process: the holder of its leases. */
  readonly holder: string;
  /** True when no other process shares the database (embedded mode). */
  readonly alone: boolean;
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
}

export interface ConsumerHealth {
  readonly topic: string;
  /** Messages not handled yet, on the partitions of this process; null when the bus does not answer. */
  readonly lag: number | null;
  readonly lagByPartition: ReadonlyMap<number, number>;
  /** Why the last delivery was refused as a whole; the consumer pauses. */
  readonly braked: string | null;
  /** Since when, as far as anybody looked, messages wait and nothing was handled. Null: all is handled, or the bus does not answer. */
  readonly stuckSince: number | null;
}

/** All messaging of one app: its outbox, tasks and dead letters, and the consumers and runner that keep it going. */
export class AppMessaging {
  readonly outbox: Outbox;
  readonly tasks: Tasks;
  readonly deadLetters: DeadLetters;
  private readonly sqlTasks: SqlTasks;
  private readonly runner: TaskRunner;
  private readonly housekeeping: Housekeeping;
  private readonly consumers = new Map<string, { consumer: BatchConsumer; subscription: Subscription | null; braked: string | null; stuckSince: number | null }>();

  constructor(private readonly parts: MessagingParts) {
    const { app, work, bus, edge } = parts;
    this.outbox = bus.outbox(app);
    // Replicas share no clock but the database's; a process alone has its own.
    const clock = parts.alone ? function* () { return edge.now(); } : databaseNow;
    this.tasks = this.sqlTasks = new SqlTasks(app, edge, clock);
    this.deadLetters = new SqlDeadLetters(app, work, this.outbox, this.tasks, edge);
    this.runner = new TaskRunner({ ...parts, clock, deadLetters: this.deadLetters });
    this.housekeeping = new Housekeeping(parts);
    this.sqlTasks.onAdded(() => this.runner.wake());
    this.runner.register(RETRY_KIND, (task) => this.retryParked(task as Task<ParkedMessage>));
  }

  onBatch(contract: EventContract<any>, handler: BatchHandler, options: BatchOptions = {}): void {
    if (this.consumers.has(contract.topic)) throw new Error(`${this.parts.app} has two handlers for ${contract.topic}; one handler per topic and app.`);
    const consumer = new BatchConsumer(contract, handler, { ...this.parts, ...options, tasks: this.tasks, deadLetters: this.deadLetters });
    this.consumers.set(contract.topic, { consumer, subscription: null, braked: null, stuckSince: null });
  }

  onTask(kind: string, handler: TaskHandler, options: TaskOptions): void {
    this.runner.register(kind, handler, options);
  }

  async start(): Promise<void> {
    await this.runner.start({ alone: this.parts.alone });
    this.outbox.start();
    if (!this.parts.alone) this.housekeeping.start();
    for (const [topic, entry] of this.consumers) {
      entry.subscription = this.parts.bus.subscribe(this.parts.app, topic, async (delivery) => {
        try {
          await entry.consumer.handle(delivery);
          entry.braked = null;
          entry.stuckSince = null;
        } catch (error) {
          entry.braked = error instanceof Error ? error.message : String(error);
          throw error;
        }
      });
    }
  }

  /** Finishes what is in hand: batches, running tasks up to `graceMs`, then what they published. */
  async stop(graceMs?: number): Promise<void> {
    await Promise.all([this.runner.stop(graceMs), ...[...this.consumers.values()].map(({ subscription }) => subscription?.stop())]);
    await Promise.all([this.outbox.stop(), this.housekeeping.stop()]);
  }

  get inFlight(): number {
    return this.runner.inFlight;
  }

  health(): Promise<ConsumerHealth[]> {
    return Promise.all([...this.consumers].map(async ([topic, entry]) => {
      const lags = await lagOf(entry.subscription);
      const lag = lags && [...lags.values()].reduce((sum, each) => sum + each, 0);
      entry.stuckSince = lag ? (entry.stuckSince ?? this.parts.edge.now()) : null;
      return { topic, lag, lagByPartition: lags ?? new Map(), braked: entry.braked, stuckSince: entry.stuckSince };
    }));
  }

  private async retryParked(task: Task<ParkedMessage>): Promise<void> {
    const entry = this.consumers.get(task.payload.topic);
    if (!entry) return;
    await entry.consumer.handleParked(task.payload.message, (unit) => task.complete(unit));
  }
}

/** Null when the bus does not answer: then nobody knows, and a new process would know no more. */
async function lagOf(subscription: Subscription | null): Promise<ReadonlyMap<number, number> | null> {
  try {
    return (await subscription?.lagByPartition()) ?? new Map();
  } catch {
    return null;
  }
}
