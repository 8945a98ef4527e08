import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTableSql, type Dialect, type TableDefinition } from './table.js';

export type MigrationClass = new () => MigrationInterface;

/** TypeORM orders migrations by the 13 digits at the end of their name. */
const FIRST = 1_760_000_000_000;

const dialectOf = (runner: QueryRunner): Dialect => (runner.connection.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql');

/**
 * A TypeORM migration that creates tables, and drops them on the way back.
 * `number` counts up per app; a published migration is never edited, a new one follows it.
 */
export function migration(app: string, number: number, tables: readonly TableDefinition[]): MigrationClass {
  return class implements MigrationInterface {
    readonly name = `${app}_${String(number).padStart(4, '0')}_${FIRST + number}`;

    async up(runner: QueryRunner): Promise<void> {
      for (const sql of tables.flatMap((definition) => createTableSql(definition, dialectOf(runner)))) await runner.query(sql);
    }

    async down(runner: QueryRunner): Promise<void> {
      for (const { name } of tables.toReversed()) await runner.query(`DROP TABLE ${name}`);
    }
  };
}
