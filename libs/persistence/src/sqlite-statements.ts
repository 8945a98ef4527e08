import type Database from 'better-sqlite3';
import type { OnDuplicate, Row, Statement } from './statement.js';

export type DatabaseStatement = Exclude<Statement, { kind: 'after-commit' }>;

const MAX_PREPARED = 500;

/** Answers statements on a better-sqlite3 handle. Prepared statements are kept, the oldest dropped first. */
export class SqliteStatements {
  private readonly prepared = new Map<string, Database.Statement>();

  constructor(private readonly database: Database.Database) {}

  run(statement: DatabaseStatement): unknown {
    switch (statement.kind) {
      case 'select':
        return this.prepare(statement.sql).all(...statement.params);
      case 'execute':
        return this.prepare(statement.sql).run(...statement.params).changes;
      case 'insert':
        return this.insert(statement.table, statement.rows, statement.onDuplicate);
      case 'insert-numbered':
        return this.insertNumbered(statement.table, statement.rows);
      case 'now':
        return Date.now();
    }
  }

  /** One prepared row, run per row: within a transaction and a process that is as fast as a multi-row statement, and it is prepared once. */
  private insert(table: string, rows: readonly Row[], onDuplicate: OnDuplicate): number {
    const columns = Object.keys(rows[0]!);
    const insert = this.prepare(insertSql(table, columns, onDuplicate));
    let changes = 0;
    for (const row of rows) changes += insert.run(...columns.map((column) => row[column]!)).changes;
    return changes;
  }

  private insertNumbered(table: string, rows: readonly Row[]): number[] {
    const columns = Object.keys(rows[0]!);
    const insert = this.prepare(insertSql(table, columns, 'fail'));
    return rows.map((row) => Number(insert.run(...columns.map((column) => row[column]!)).lastInsertRowid));
  }

  private prepare(sql: string): Database.Statement {
    const known = this.prepared.get(sql);
    if (known) return known;
    if (this.prepared.size >= MAX_PREPARED) this.prepared.delete(this.prepared.keys().next().value!);
    const statement = this.database.prepare(sql);
    this.prepared.set(sql, statement);
    return statement;
  }
}

function insertSql(table: string, columns: readonly string[], onDuplicate: OnDuplicate): string {
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  if (onDuplicate === 'fail') return insert;
  if (onDuplicate === 'ignore') return `${insert} ON CONFLICT DO NOTHING`;
  const sets = onDuplicate.update.map((column) => `${column} = excluded.${column}`).join(', ');
  return `${insert} ON CONFLICT (${onDuplicate.key.join(', ')}) DO UPDATE SET ${sets}`;
}
