import { randomBytes } from 'node:crypto';
import mysql2 from 'mysql2/promise';
import { openMysqlStore, type MigrationClass, type MysqlStoreOptions } from '#persistence';
import { reopening, type TemporaryStore } from './reopening.js';
import { describeWith, testDatabaseUrl } from './test-servers.js';

/** Specs that need MySQL or MariaDB. */
export const describeWithMysql = (name: string, specs: () => void): void =>
  describeWith(testDatabaseUrl(), name, 'there is no database. Run "npm run infra:up", or set TEST_DATABASE_URL.', specs);

/** A schema of its own on the test server. */
export interface TemporarySchema {
  readonly url: string;
  /** Runs statements past the stores, as an administrator would. */
  administer<T = unknown>(sql: string): Promise<T>;
  drop(): Promise<void>;
}

export async function temporarySchema(): Promise<TemporarySchema> {
  const server = new URL(testDatabaseUrl()!);
  const schema = `lw_test_${randomBytes(6).toString('hex')}`;
  const administer = async <T>(sql: string): Promise<T> => {
    const connection = await mysql2.createConnection(Object.assign(new URL(server), { pathname: '/' }).href);
    try {
      return (await connection.query(sql))[0] as T;
    } finally {
      await connection.end();
    }
  };
  await administer(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return { url: Object.assign(new URL(server), { pathname: `/${schema}` }).href, administer, drop: async () => { await administer(`DROP DATABASE ${schema}`); } };
}

/** A store on a schema of its own. */
export async function temporaryMysqlStore(migrations: readonly MigrationClass[], limits?: MysqlStoreOptions['limits']): Promise<TemporaryStore> {
  const schema = await temporarySchema();
  return reopening(() => openMysqlStore({ url: schema.url, migrations, ...(limits ? { limits } : {}) }), () => schema.drop());
}
