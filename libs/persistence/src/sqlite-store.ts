import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { terminal } from '#contracts';
import type { MigrationClass } from './migration.js';
import { SqliteUnitOfWork } from './sqlite-unit-of-work.js';
import type { UnitOfWork } from './unit-of-work.js';

/** An open database: TypeORM for schema and administration, the unit of work for everything else. */
export interface Store {
  readonly dataSource: DataSource;
  readonly work: UnitOfWork;
  close(): Promise<void>;
}

/** How every connection of embedded mode is set. */
export const SQLITE_PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000', 'foreign_keys = ON', 'cache_size = -8000'] as const;

/**
 * Opens (and makes) the one SQLite file of embedded mode and brings its schema up to date.
 * Tables that several apps share may be named by each of them. WAL with `synchronous=FULL`: a commit that was answered survives a power cut.
 */
export async function openSqliteStore(options: { file: string; migrations: readonly MigrationClass[] }): Promise<Store> {
  if (options.file !== ':memory:') mkdirSync(dirname(options.file), { recursive: true });
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: options.file,
    migrations: [...new Set(options.migrations)],
    migrationsTableName: 'platform_migrations',
    prepareDatabase: (database: Database.Database) => {
      for (const pragma of SQLITE_PRAGMAS) database.pragma(pragma);
    },
  });
  try {
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'each' });
  } catch (error) {
    throw terminal('DATABASE.OPEN', `The database ${options.file} could not be opened: ${error instanceof Error ? error.message : String(error)}. Check that the folder is writable and that no newer version wrote it.`, { cause: error });
  }
  const { databaseConnection } = dataSource.driver as unknown as { databaseConnection: Database.Database };
  return { dataSource, work: new SqliteUnitOfWork(databaseConnection), close: () => dataSource.destroy() };
}
