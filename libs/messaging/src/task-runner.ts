import { terminal, toFailure, type Failure } from '#contracts';
import { execute, inList, nothing, select, selectFree, type SqlValue, type Unit, type UnitOfWork, type Work } from '#persistence';
import { backoff } from './backoff.js';
import type { DeadLetters } from './dead-letters.js';
import type { TaskOptions } from './decorators.js';
import type { Task } from './task.js';

export interface TaskRow {
  id: string; kind: string; task_key: string | null; lane: string | null; lead_id: string | null; payload: string;
  due_at: number; attempt: number; token: number; leased_by: string | null; leased_until: number | null; failure: string | null; created_at: number;
}

export type TaskHandler = (task: Task<any>) => Promise<void>;
export interface TaskKind { readonly kind: string; readonly handler: TaskHandler; readonly options: Required<TaskOptions> }

export interface TaskRunnerParts {
  readonly app: string;
  readonly work: UnitOfWork;
  readonly deadLetters: DeadLetters;
  readonly edge: { random(): number };
  /** The one clock of all replicas: due times and leases are compared with it. */
  readonly clock: () => Work<number>;
  /** Name of this holder, unique per process. */
  readonly holder: string;
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
}

/** Looks at least this often, with some jitter, for tasks that another replica left behind. */
const LOOK_EVERY_MS = 1_000;
const BEATEN_MS = 20;

/**
 * Claims due tasks and runs them, at most `concurrency` of a kind at a time. A lease with a growing token fences:
 * what a holder writes after another took over is refused. Woken by a commit of this process or by the next due time;
 * looking every second is only for what other replicas left behind.
 */
export class TaskRunner {
  private readonly kinds = new Map<string, TaskKind>();
  private readonly running = new Map<string, { kind: string; abort: AbortController; done: Promise<void> }>();
  private timer: NodeJS.Timeout | undefined;
  private claiming: Promise<void> | null = null;
  private again = false;
  private stopped = true;
  private readonly table: string;

  constructor(private readonly parts: TaskRunnerParts) {
    this.table = `${parts.app}_tasks`;
  }

  register(kind: string, handler: TaskHandler, options: TaskOptions = {}): void {
    this.kinds.set(kind, { kind, handler, options: { concurrency: 4, attempts: 5, leaseMs: 30_000, ...options } });
  }

  get inFlight(): number {
    return this.running.size;
  }

  /** `alone`: no other process can hold a lease (embedded mode), so what a crash left leased is free at once. */
  async start({ alone }: { alone: boolean }): Promise<void> {
    const { table } = this;
    if (alone) await this.parts.work.transact({ *write() { yield* execute(`UPDATE ${table} SET leased_by = NULL, leased_until = NULL WHERE leased_by IS NOT NULL`); } });
    this.stopped = false;
    this.wake();
  }

  /** Claims no more, waits for running tasks up to `graceMs`, then aborts them; their leases are given back. */
  async stop(graceMs = 20_000): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.claiming;
    const done = Promise.allSettled([...this.running.values()].map((task) => task.done));
    const grace = new Promise((resolve) => { this.timer = setTimeout(resolve, graceMs); });
    await Promise.race([done, grace]);
    clearTimeout(this.timer);
    for (const { abort } of this.running.values()) abort.abort(terminal('TASK.STOPPED', 'The service stops.'));
    await done;
  }

  /** There may be work now. */
  wake(): void {
    if (this.stopped) return;
    if (this.claiming) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.claiming = this.claim()
      .catch((error: unknown) => this.parts.onError('task.claim', toFailure(error), {}))
      .finally(() => {
        this.claiming = null;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  private async claim(): Promise<void> {
    const { table, parts } = this;
    const free = [...this.kinds.values()].map((kind) => ({ kind, slots: kind.options.concurrency - this.count(kind.kind) })).filter(({ slots }) => slots > 0);
    // What this process still works at after its lease ended is left to others for as long again.
    const isOurs = ({ id, leased_until }: TaskRow, { options }: TaskKind, now: number) => !this.running.has(id) || leased_until! + options.leaseMs <= now;
    const { now, due } = await parts.work.read(function* () {
      const now = yield* parts.clock();
      const rows: TaskRow[] = [];
      for (const { kind, slots } of free) rows.push(...(yield* dueTasks(table, kind.kind, now, kind.options.concurrency)).filter((row) => isOurs(row, kind, now)).slice(0, slots));
      return { now, due: rows };
    });
    const leased = due.length > 0 && !this.stopped ? await this.lease(due) : [];
    for (const row of leased) this.launch(row);
    if (this.stopped) return;
    // Another replica took some of them: there may be more behind.
    this.lookAgain(leased.length < due.length ? BEATEN_MS : (await this.nextDue(now)) - now);
  }

  /** Rows that another replica holds or has leased meanwhile are left to it. */
  private lease(due: readonly TaskRow[]): Promise<TaskRow[]> {
    const { table, parts, kinds } = this;
    const found = new Map(due.map((row) => [row.id, row]));
    return parts.work.transact({
      *write() {
        const now = yield* parts.clock();
        const rows = yield* selectFree<Pick<TaskRow, 'id' | 'token'>>(`SELECT id, token FROM ${table} WHERE id IN ${inList(due)} AND (leased_until IS NULL OR leased_until <= ?) ORDER BY id`, [...found.keys(), now]);
        const free = rows.flatMap(({ id, token }) => (found.get(id)!.token === token ? [found.get(id)!] : []));
        for (const [kind, ofKind] of Map.groupBy(free, (row) => row.kind)) {
          const ids = ofKind.map(({ id }) => id);
          yield* execute(
            `UPDATE ${table} SET leased_by = ?, leased_until = ?, token = token + 1, attempt = attempt + 1 WHERE id IN ${inList(ids)}`,
            [parts.holder, now + kinds.get(kind)!.options.leaseMs, ...ids],
          );
        }
        return free.map((row) => ({ ...row, token: row.token + 1, attempt: row.attempt + 1 }));
      },
    });
  }

  private async nextDue(now: number): Promise<number> {
    const { table } = this;
    const kinds = [...this.kinds.keys()];
    if (kinds.length === 0) return now + LOOK_EVERY_MS;
    // Kind by kind, as the index goes: asked of all kinds at once, every open task would be read.
    const first = `SELECT (SELECT due_at FROM ${table} WHERE kind = ? AND due_at > ? AND leased_until IS NULL ORDER BY due_at LIMIT 1) AS due`;
    const row = await this.parts.work.read(() => select<{ due: number | null }>(`SELECT MIN(due) AS due FROM (${kinds.map(() => first).join(' UNION ALL ')}) AS firsts`, kinds.flatMap((kind) => [kind, now])));
    return Math.min(row[0]?.due ?? Infinity, now + LOOK_EVERY_MS * (0.9 + 0.2 * this.parts.edge.random()));
  }

  private lookAgain(inMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), Math.max(1, inMs));
  }

  private count(kind: string): number {
    let count = 0;
    for (const task of this.running.values()) if (task.kind === kind) count += 1;
    return count;
  }

  private launch(row: TaskRow): void {
    const abort = new AbortController();
    const done = this.run(row, abort).finally(() => {
      this.running.delete(row.id);
      this.wake();
    });
    this.running.set(row.id, { kind: row.kind, abort, done });
  }

  private async run(row: TaskRow, abort: AbortController): Promise<void> {
    const { handler, options } = this.kinds.get(row.kind)!;
    const task = new LeasedTask(row, this.table, this.parts, options.leaseMs, abort);
    try {
      await handler(task);
      if (!task.isEnded) await task.complete();
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === LEASE_LOST) return;
      try {
        await this.fail(row, failure, options.attempts, abort.signal.aborted);
      } catch (second) {
        this.parts.onError('task.fail', toFailure(second), { task: row.id, kind: row.kind });
      }
    }
  }

  private async fail(row: TaskRow, failure: Failure, attempts: number, stopping: boolean): Promise<void> {
    const { table, parts } = this;
    const dead = !stopping && (!failure.retryable || row.attempt >= attempts);
    if (!stopping) parts.onError(dead ? 'task.dead' : 'task.retry', failure, { task: row.id, kind: row.kind, attempt: row.attempt, leadId: row.lead_id });
    await parts.work.transact({
      *write() {
        if (!dead) {
          const dueAt = stopping ? row.due_at : (yield* parts.clock()) + backoff(row.attempt, parts.edge.random(), failure.retryAfterMs);
          yield* execute(`UPDATE ${table} SET leased_by = NULL, leased_until = NULL, due_at = ?, attempt = ?, failure = ? WHERE id = ? AND token = ?`, [dueAt, stopping ? row.attempt - 1 : row.attempt, JSON.stringify({ code: failure.code, message: failure.message }), row.id, row.token]);
          return;
        }
        const removed = yield* execute(`DELETE FROM ${table} WHERE id = ? AND token = ?`, [row.id, row.token]);
        if (removed === 1) yield* parts.deadLetters.add([deadTask(row, failure)]);
      },
    });
  }
}

const LEASE_LOST = 'TASK.LEASE_LOST';

/** Due, free, and first of its lane. */
function* dueTasks(table: string, kind: string, now: number, limit: number): Work<TaskRow[]> {
  return yield* select<TaskRow>(
    `SELECT * FROM ${table} t WHERE kind = ? AND due_at <= ? AND (leased_until IS NULL OR leased_until <= ?)
     AND NOT EXISTS (SELECT 1 FROM ${table} o WHERE o.lane = t.lane AND o.id < t.id) ORDER BY due_at, id LIMIT ${limit}`,
    [kind, now, now],
  );
}

const deadTask = (row: TaskRow, failure: Failure) => {
  const parked = row.kind === 'message.retry' ? (JSON.parse(row.payload) as { message: { type: string } }).message : null;
  return {
    kind: parked ? ('message' as const) : ('task' as const),
    leadId: row.lead_id ?? 'unknown',
    title: parked ? `A ${parked.type} message could not be handled` : `${row.kind} did not succeed`,
    detail: `${failure.message} (${failure.code}, after ${row.attempt} ${row.attempt === 1 ? 'attempt' : 'attempts'})`,
    fix: failure.retryable ? 'It may work now: retry. If it keeps failing, look at the cause above.' : 'Mend the cause, then retry.',
    failure,
    attempts: row.attempt,
    redrive: { kind: row.kind, ...(row.task_key ? { key: row.task_key } : {}), ...(row.lane ? { lane: row.lane } : {}), leadId: row.lead_id, payload: JSON.parse(row.payload) as unknown },
    body: JSON.parse(row.payload) as unknown,
  };
};

class LeasedTask implements Task {
  readonly id: string;
  readonly kind: string;
  readonly key: string | null;
  readonly lane: string | null;
  readonly leadId: string | null;
  readonly payload: unknown;
  readonly attempt: number;
  readonly createdAt: number;
  readonly signal: AbortSignal;
  private ended = false;

  constructor(private readonly row: TaskRow, private readonly table: string, private readonly parts: TaskRunnerParts, private readonly leaseMs: number, private readonly abort: AbortController) {
    this.id = row.id;
    this.kind = row.kind;
    this.key = row.task_key;
    this.lane = row.lane;
    this.leadId = row.lead_id;
    this.payload = JSON.parse(row.payload);
    this.attempt = row.attempt;
    this.createdAt = row.created_at;
    this.signal = abort.signal;
  }

  get isEnded(): boolean {
    return this.ended;
  }

  async complete<S = undefined, D = S, R = D>(unit: Unit<S, D, R> = {}): Promise<R> {
    const result = await this.fenced(unit, `DELETE FROM ${this.table} WHERE id = ? AND token = ?`, function* () { return []; });
    this.ended = true;
    return result;
  }

  async later<S = undefined, D = S, R = D>(dueAt: number, unit: Unit<S, D, R> = {}): Promise<R> {
    const result = await this.fenced(unit, `UPDATE ${this.table} SET due_at = ?, attempt = 0, leased_by = NULL, leased_until = NULL WHERE id = ? AND token = ?`, function* () { return [dueAt]; });
    this.ended = true;
    return result;
  }

  progress<S = undefined, D = S, R = D>(unit: Unit<S, D, R> = {}): Promise<R> {
    const { parts, leaseMs } = this;
    return this.fenced(unit, `UPDATE ${this.table} SET leased_until = ? WHERE id = ? AND token = ?`, function* () { return [(yield* parts.clock()) + leaseMs]; });
  }

  async renew(): Promise<void> {
    await this.progress();
  }

  /** The lease is checked by changing the task's own row in the unit's transaction. */
  private fenced<S, D, R>(unit: Unit<S, D, R>, sql: string, params: () => Work<SqlValue[]>): Promise<R> {
    const { row, abort } = this;
    return this.parts.work.transact({
      ...unit,
      *write(decision: D, state: S) {
        const held = yield* execute(sql, [...(yield* params()), row.id, row.token]);
        if (held !== 1) {
          const lost = terminal(LEASE_LOST, `Task ${row.id} (${row.kind}) is held by another worker now; what this one did is not stored.`);
          abort.abort(lost);
          throw lost;
        }
        return (yield* (unit.write ? unit.write(decision, state) : nothing())) as R ?? (decision as unknown as R);
      },
    });
  }
}
