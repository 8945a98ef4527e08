import { afterCommit, execute, inList, insertRows, type Work } from '#persistence';
import { Tasks, type NewTask } from './task.js';

/** The open tasks of an app, as rows. `wake` tells this process's runner, after the commit, that there may be work. */
export class SqlTasks extends Tasks {
  private readonly table: string;
  private wake: () => void = () => undefined;

  /** `clock`: the one that the runner compares due times with. */
  constructor(app: string, private readonly edge: { nextId(): string }, private readonly clock: () => Work<number>) {
    super();
    this.table = `${app}_tasks`;
  }

  onAdded(wake: () => void): void {
    this.wake = wake;
  }

  override *add(tasks: readonly NewTask[]): Work<void> {
    if (tasks.length === 0) return;
    const now = yield* this.clock();
    yield* insertRows(this.table, tasks.map((task) => ({
      id: this.edge.nextId(), kind: task.kind, task_key: task.key ?? null, lane: task.lane ?? null, lead_id: task.leadId ?? null,
      payload: JSON.stringify(task.payload ?? null), due_at: task.dueAt ?? now, attempt: 0, token: 0, leased_by: null, leased_until: null,
      failure: null, created_at: now,
    })), { onDuplicate: 'ignore' });
    yield* afterCommit(() => this.wake());
  }

  override *cancel(kind: string, keys: readonly string[]): Work<number> {
    if (keys.length === 0) return 0;
    return yield* execute(`DELETE FROM ${this.table} WHERE kind = ? AND task_key IN ${inList(keys)}`, [kind, ...keys]);
  }
}
