import mysql2 from 'mysql2';
import { DataSource } from 'typeorm';
import { Failure, terminal } from '#contracts';
import type { MigrationClass } from './migration.js';
import { MysqlConnections, type ConnectionLimits } from './mysql-connections.js';
import { locksMigration } from './mysql-locks.js';
import { connectionOptions, mysqlSettings, type MysqlSettings } from './mysql-settings.js';
import { MysqlKeys } from './mysql-statements.js';
import { MysqlUnitOfWork } from './mysql-unit-of-work.js';
import { splitShared } from './shared-tables.js';
import type { Store } from './sqlite-store.js';

export interface MysqlStoreOptions {
  /** See `mysqlSettings`. */
  readonly url: string;
  readonly migrations: readonly MigrationClass[];
  /** False: only look whether the schema is up to date, as replicas do while a job migrates. Default true. */
  readonly migrate?: boolean;
  /** Schema on the same server for the tables that apps share (`shared-tables.ts`); without it they are in the app's own. */
  readonly shared?: string | null;
  /** Per pool; there is one for writes and one for reads, so that lists cannot starve what comes in. */
  readonly limits?: Partial<ConnectionLimits>;
}

const LIMITS: ConnectionLimits = { size: 10, acquireMs: 3_000, statementMs: 30_000 };

/**
 * Opens a schema on MySQL 8.4 or MariaDB 10.11 and later, and brings it up to date. Replicas may do so at the same time.
 * Errors: DATABASE.URL; DATABASE.OPEN; DATABASE.NOT_MIGRATED when `migrate` is false and something is missing.
 */
export async function openMysqlStore({ url, migrations, migrate = true, shared = null, limits }: MysqlStoreOptions): Promise<Store> {
  const settings = mysqlSettings(url);
  const parts = shared === null || shared === settings.schema ? { own: migrations, shared: [] } : splitShared(migrations);
  if (parts.shared.length > 0) await (await openSchema({ ...settings, schema: shared! }, parts.shared, migrate)).destroy();
  const dataSource = await openSchema(settings, parts.own, migrate);
  const pool = { ...LIMITS, ...limits };
  const writers = new MysqlConnections(settings, 'READ COMMITTED', pool);
  const readers = new MysqlConnections(settings, 'REPEATABLE READ', pool);
  return {
    dataSource,
    work: new MysqlUnitOfWork(writers, readers, new MysqlKeys(parts.shared.length > 0 ? shared : null)),
    async close() {
      await Promise.all([dataSource.destroy(), writers.close(), readers.close()]);
    },
  };
}

async function openSchema(settings: MysqlSettings, migrations: readonly MigrationClass[], migrate: boolean): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'mysql', driver: mysql2, username: settings.user, database: settings.schema, poolSize: 2, supportBigNumbers: true, bigNumberStrings: false, extra: connectionOptions(settings),
    migrations: [locksMigration, ...new Set(migrations)], migrationsTableName: 'platform_migrations',
  });
  try {
    await dataSource.initialize();
    if (migrate) await migrateAlone(dataSource, settings.schema);
    else if (await dataSource.showMigrations()) throw terminal('DATABASE.NOT_MIGRATED', `The schema ${settings.schema} is not up to date. Run the migration job of this version first.`);
    return dataSource;
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    if (error instanceof Failure) throw error;
    throw terminal('DATABASE.OPEN', `The schema ${settings.schema} on ${settings.host}:${settings.port} could not be opened: ${error instanceof Error ? error.message : String(error)}. Check that the server runs, that the schema exists and that its user may create tables.`, { cause: error });
  }
}

/** One process migrates, the others wait for it. The lock belongs to the session, so a crash frees it. */
async function migrateAlone(dataSource: DataSource, schema: string): Promise<void> {
  // eslint-disable-next-line no-restricted-syntax -- the lock needs a connection of its own; nothing is written on it
  const runner = dataSource.createQueryRunner();
  const name = `leadwright.${schema}`.slice(0, 64);
  try {
    const [row] = await runner.query('SELECT GET_LOCK(?, 60) AS held', [name]) as { held: number | string }[];
    if (Number(row?.held) !== 1) throw terminal('DATABASE.MIGRATING', `Another process has been migrating ${schema} for a minute. Look at it, then start again.`);
    await dataSource.runMigrations({ transaction: 'none' });
    await runner.query('SELECT RELEASE_LOCK(?)', [name]);
  } finally {
    await runner.release();
  }
}
