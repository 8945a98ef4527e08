import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '#contracts';
import type { MysqlConnection, MysqlConnections } from './mysql-connections.js';
import { lockNames, wasCommitted } from './mysql-locks.js';
import { MysqlKeys, MysqlStatements } from './mysql-statements.js';
import type { Work } from './statement.js';
import { UnitOfWork, unitWork, type Unit } from './unit-of-work.js';

const TRIES = 5;

/** A unit whose COMMIT was not answered: it is stored, or it is not. */
interface Doubt<R> { readonly connection: string; readonly unit: string; readonly done: Done<R> }
interface Done<R> { readonly result: R; readonly committed: readonly (() => void)[] }

/**
 * The unit of work on MySQL and MariaDB: locks in sorted order, read, decide, write, COMMIT, at READ COMMITTED. After any error
 * of the database ROLLBACK, and the whole unit again, at most five times: after error 1205 a COMMIT would keep half of it.
 *
 * When the connection is lost at COMMIT, the mark that the unit left under the name of its connection tells whether it is
 * stored; then it is not run again. Should the database stay away, the unit fails with DATABASE.LOST and may be stored:
 * whoever asked for it asks again with the same keys, and unique keys, tokens and states tell the second from the first.
 */
export class MysqlUnitOfWork extends UnitOfWork {
  /** `keys` knows the schema; `random` spreads repeated units. */
  constructor(private readonly writers: MysqlConnections, private readonly readers: MysqlConnections, private readonly keys = new MysqlKeys(), private readonly random: () => number = Math.random) {
    super();
  }

  override async transact<S = undefined, D = S, R = D>(unit: Unit<S, D, R>): Promise<R> {
    let doubt: Doubt<R> | null = null;
    const { result, committed } = await this.again(() => this.writers.use(async (connection) => {
      if (doubt && (await wasCommitted(connection, doubt.connection, doubt.unit))) return doubt.done;
      doubt = null;
      return this.attempt(unit, connection, (left) => { doubt = left; });
    }));
    for (const run of committed) run();
    return result;
  }

  override async read<T>(work: () => Work<T>): Promise<T> {
    return this.again(() => this.readers.use(async (connection) => {
      await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      try {
        return await this.drive(work(), connection, []);
      } finally {
        if (!connection.lost) await connection.query('COMMIT');
      }
    }));
  }

  private async attempt<S, D, R>(unit: Unit<S, D, R>, connection: MysqlConnection, inDoubt: (left: Doubt<R>) => void): Promise<Done<R>> {
    const id = randomUUID();
    const committed: (() => void)[] = [];
    try {
      await connection.query('START TRANSACTION');
      await lockNames(connection, id, unit.lock ?? []);
      const done = { result: await this.drive(unitWork(unit), connection, committed), committed };
      try {
        await connection.query('COMMIT');
      } catch (error) {
        if (connection.lost) inDoubt({ connection: connection.id, unit: id, done });
        throw error;
      }
      return done;
    } catch (error) {
      if (!connection.lost) await rollback(connection);
      throw error;
    }
  }

  private async drive<T>(work: Work<T>, connection: MysqlConnection, committed: (() => void)[]): Promise<T> {
    const statements = new MysqlStatements(connection, this.keys);
    let step = work.next();
    while (!step.done) {
      const statement = step.value;
      if (statement.kind === 'after-commit') {
        committed.push(statement.run);
        step = work.next();
        continue;
      }
      let result: unknown;
      try {
        result = await statements.run(statement);
      } catch (error) {
        // What may pass by itself ended the transaction, or half of it: no work may catch that and go on to COMMIT.
        if (mayPass(error)) throw error;
        step = work.throw(error);
        continue;
      }
      step = work.next(result);
    }
    return step.value;
  }

  private async again<T>(run: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await run();
      } catch (error) {
        if (tries >= TRIES || !mayPass(error)) throw error;
        await wait(this.random() * 25 * 2 ** tries);
      }
    }
  }
}

/** Trouble of the database's own, not of the unit; waiting for a connection has been long enough. */
const mayPass = (error: unknown): boolean =>
  error instanceof Failure && error.retryable && error.code.startsWith('DATABASE.') && error.code !== 'DATABASE.POOL' && error.code !== 'DATABASE.CLOSED';

/** A connection on which not even ROLLBACK works is lost. */
async function rollback(connection: MysqlConnection): Promise<void> {
  try {
    await connection.query('ROLLBACK');
  } catch {
    connection.abandon();
  }
}
