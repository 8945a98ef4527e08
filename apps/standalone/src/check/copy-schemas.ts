import type Database from 'better-sqlite3';
import mysql2, { type Connection } from 'mysql2';
import { APPS, terminal } from '#contracts';
import { connectionOptions, mysqlSettings } from '#persistence';

interface ColumnRow { readonly schema: string; readonly table: string; readonly column: string }

/** Bytes of calls, keys of persons, profiles and sessions: nothing looks at them, so they stay where they are. */
const LEFT_OUT = /^(keyring_|platform_)|_(locks|sessions|sign_in_links|configs|config_texts)$/;

/** The address of an app's schema. Errors: CHECK.DATABASE, terminal. */
export function schemaUrl(database: string, app: string): string {
  const place = /^(mysql|mariadb):\/\/[^/]*\/\w*%\w*(\?.*)?$/;
  if (!place.test(database)) throw terminal('CHECK.DATABASE', 'The database must look like mysql://user:password@host:3306/leadwright_%, where % stands for the app: each has a schema of its own.');
  const slash = database.indexOf('/', database.indexOf('://') + 3);
  return database.slice(0, slash) + database.slice(slash).replace('%', app);
}

/** Copies the tables of all schemas as they are at one moment; reads only. Returns that moment by the server's clock, in milliseconds. Errors: CHECK.DATABASE, terminal. */
export async function copySchemas(database: string, outside: string, into: Database.Database): Promise<number> {
  const settings = APPS.map((app) => mysqlSettings(schemaUrl(database, app)));
  if (!/^\w{1,64}$/.test(outside)) throw terminal('CHECK.DATABASE', `The shared schema ${JSON.stringify(outside)} is no name of one. Give it with --outside.`);
  const connection = mysql2.createConnection(connectionOptions(settings[0]!));
  try {
    await ask(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await ask(connection, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const [moment] = await ask<{ now: number }>(connection, 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now');
    const schemas = [...settings.map(({ schema }) => schema), outside];
    const columns = await ask<ColumnRow>(connection, 'SELECT table_schema AS `schema`, table_name AS `table`, column_name AS `column` FROM information_schema.columns WHERE table_schema IN (?) ORDER BY table_schema, table_name, ordinal_position', [schemas]);
    const missing = schemas.filter((schema) => !columns.some((one) => one.schema === schema));
    if (missing.length > 0) throw terminal('CHECK.DATABASE', `There is nothing to read in ${missing.join(', ')} on ${settings[0]!.host}:${settings[0]!.port}. Look at the names, and whether this user may SELECT there.`);
    for (const [, own] of Map.groupBy(columns.filter(({ table }) => !LEFT_OUT.test(table)), ({ schema, table }) => `${schema}.${table}`)) await copyTable(connection, own, into);
    return moment!.now;
  } catch (error) {
    const { errno, message } = error as NodeJS.ErrnoException;
    if (errno === undefined) throw error;
    throw terminal('CHECK.DATABASE', `The schemas on ${settings[0]!.host}:${settings[0]!.port} could not be read: ${message}`, { cause: error });
  } finally {
    connection.destroy();
  }
}

async function copyTable(connection: Connection, columns: readonly ColumnRow[], into: Database.Database): Promise<void> {
  const { schema, table } = columns[0]!;
  const names = columns.map(({ column }) => column).join(', ');
  into.exec(`CREATE TABLE ${table} (${names})`);
  const insert = into.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`);
  for await (const row of connection.query({ sql: `SELECT ${names} FROM ${schema}.${table}`, rowsAsArray: true }).stream({ highWaterMark: 500 })) insert.run(row as unknown[]);
}

function ask<R>(connection: Connection, sql: string, values: readonly unknown[] = []): Promise<R[]> {
  return new Promise((resolve, reject) => { connection.query(sql, [...values], (error, rows) => { if (error) reject(error); else resolve(rows as R[]); }); });
}
