import Database from 'better-sqlite3';
import { SQLITE_PRAGMAS } from '#persistence';
import type { Change, Insert, Query, Rows } from '../stages/stage.js';

/** A SQLite file as a program would use it that has nothing but better-sqlite3: prepared statements between BEGIN and COMMIT. */
export class FloorDatabase {
  private readonly database: Database.Database;
  private readonly prepared = new Map<string, Database.Statement>();

  constructor(file: string) {
    this.database = new Database(file);
    for (const pragma of SQLITE_PRAGMAS) this.database.pragma(pragma);
  }

  /** All of it, or nothing. */
  write<T>(run: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = run();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.database.inTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  query<R>({ sql, params }: { sql: string; params: readonly (string | number)[] } | Query): R[] {
    return this.prepare(sql).all(...params) as R[];
  }

  insert({ into, values }: Rows): void {
    const statement = this.prepare(insertSql(into));
    for (const row of values) statement.run(...row);
  }

  /** Errors: an Error when it finds another number of rows than it must. */
  change({ sql, params, rows }: Change): void {
    const { changes } = this.prepare(sql).run(...params);
    if (changes !== rows) throw new Error(`${sql} found ${changes} rows, must be ${rows}: ${JSON.stringify(params)}.`);
  }

  close(): void {
    this.database.close();
  }

  private prepare(sql: string): Database.Statement {
    const known = this.prepared.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.prepared.set(sql, statement);
    return statement;
  }
}

function insertSql({ table, columns, key }: Insert): string {
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  if (!key) return insert;
  return `${insert} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`).join(', ')}`;
}
