import type Database from 'better-sqlite3';
import { SqliteStatements, type DatabaseStatement } from './sqlite-statements.js';
import { translateSqliteError } from './database-error.js';
import type { Statement, Work } from './statement.js';
import { UnitOfWork, unitWork, type Unit } from './unit-of-work.js';

/**
 * The unit of work on SQLite: one synchronous run on the raw handle between BEGIN IMMEDIATE and COMMIT.
 * Two units cannot interleave because neither can wait; TypeORM's asynchronous transactions on one connection can, and lose
 * committed rows (decision 0002).
 */
export class SqliteUnitOfWork extends UnitOfWork {
  private readonly statements: SqliteStatements;

  constructor(private readonly database: Database.Database) {
    super();
    this.statements = new SqliteStatements(database);
  }

  override async transact<S = undefined, D = S, R = D>(unit: Unit<S, D, R>): Promise<R> {
    const committed: (() => void)[] = [];
    let result: R;
    try {
      this.database.exec('BEGIN IMMEDIATE');
      result = this.drive(unitWork(unit), committed);
      this.database.exec('COMMIT');
    } catch (error) {
      if (this.database.open && this.database.inTransaction) this.database.exec('ROLLBACK');
      throw translateSqliteError(error);
    }
    for (const run of committed) run();
    return result;
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
