import type Database from 'better-sqlite3';
import { SqliteStatements, type DatabaseStatement } from './sqlite-statements.js';
import { translateSqliteError } from './database-error.js';
import type { Statement, Work } from './statement.js';
import { UnitOfWork, unitWork, type Unit } from './unit-of-work.js';

interface Waiting { readonly work: () => Work<unknown>; readonly resolve: (result: unknown) => void; readonly reject: (error: unknown) => void }

/** Units share a transaction until it has taken so long; then timers and requests get their turn. */
const SLICE_MS = 20;

/**
 * The unit of work on SQLite: synchronous runs on the raw handle between BEGIN IMMEDIATE and COMMIT. Units that were asked for
 * in one turn of the event loop share a transaction, because a commit (an fsync) costs more than most of them (decision 0013);
 * when one of them fails, all are rolled back and each runs by itself.
 * Two units cannot interleave because neither can wait; TypeORM's asynchronous transactions on one connection can, and lose
 * committed rows (decision 0002).
 */
export class SqliteUnitOfWork extends UnitOfWork {
  private readonly statements: SqliteStatements;
  private readonly queue: Waiting[] = [];
  private scheduled = false;

  constructor(private readonly database: Database.Database) {
    super();
    this.statements = new SqliteStatements(database);
  }

  override transact<S = undefined, D = S, R = D>(unit: Unit<S, D, R>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.queue.push({ work: () => unitWork(unit), resolve: resolve as Waiting['resolve'], reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.commit(this.queued());
      if (this.queue.length > 0) this.schedule();
    });
  }

  private *queued(): Generator<Waiting> {
    const until = performance.now() + SLICE_MS;
    do yield this.queue.shift()!; while (this.queue.length > 0 && performance.now() < until);
  }

  private commit(units: Iterable<Waiting>): void {
    const together: Waiting[] = [];
    const results: { result: unknown; committed: (() => void)[] }[] = [];
    try {
      for (const unit of units) {
        if (together.push(unit) === 1) this.database.exec('BEGIN IMMEDIATE');
        const committed: (() => void)[] = [];
        results.push({ result: this.drive(unit.work(), committed), committed });
      }
      this.database.exec('COMMIT');
    } catch (error) {
      if (this.database.open && this.database.inTransaction) this.database.exec('ROLLBACK');
      if (together.length > 1) for (const one of together) this.commit([one]);
      else together[0]!.reject(translateSqliteError(error));
      return;
    }
    for (const [index, { result, committed }] of results.entries()) {
      for (const run of committed) run();
      together[index]!.resolve(result);
    }
  }

  override async read<T>(work: () => Work<T>): Promise<T> {
    try {
      return this.drive(work(), []);
    } catch (error) {
      throw translateSqliteError(error);
    }
  }

  private drive<T>(work: Work<T>, committed: (() => void)[]): T {
    let step = work.next();
    while (!step.done) {
      const statement = step.value;
      if (statement.kind === 'after-commit') {
        committed.push(statement.run);
        step = work.next();
      } else {
        step = this.answer(work, statement);
      }
    }
    return step.value;
  }

  /** An error of a statement is thrown into the work, where the statement stands. */
  private answer<T>(work: Work<T>, statement: DatabaseStatement): IteratorResult<Statement, T> {
    let result: unknown;
    try {
      result = this.statements.run(statement);
    } catch (error) {
      return work.throw(error);
    }
    return work.next(result);
  }
}
