import { createHash } from 'node:crypto';
import { migration, type MigrationClass } from './migration.js';
import type { MysqlConnection } from './mysql-connections.js';
import { execute, inList, selectFree, type Work } from './statement.js';
import { key, table, time } from './table.js';

const TABLE = 'platform_locks';
const KEPT_MS = 86_400_000;

/**
 * Names that units lock, and for each connection the last unit that was committed on it. Rows are locked by the transaction
 * that wrote them, so they are free when it ends, however it ends; GET_LOCK belongs to a session and would outlive a ROLLBACK.
 */
export const locksMigration: MigrationClass = migration('platform_locks', 1, [
  table(TABLE, { name: key(), unit: key(), locked_at: time() }, { primary: ['name'] }),
]);

const digest = (name: string): string => createHash('sha256').update(name).digest('hex');

/**
 * The first statement of every transaction: takes its locks in sorted order, new names and known ones alike, and leaves the
 * unit's id under the name of its connection, to be found by `wasCommitted`.
 */
export async function lockNames(connection: MysqlConnection, unit: string, names: readonly string[]): Promise<void> {
  const sorted = [...new Set([...names.map(digest), connection.id])].sort();
  const now = Date.now();
  await connection.query(
    `INSERT INTO ${TABLE} (name, unit, locked_at) VALUES ${sorted.map(() => '(?, ?, ?)').join(', ')} ON DUPLICATE KEY UPDATE unit = VALUES(unit), locked_at = VALUES(locked_at)`,
    sorted.flatMap((name) => [name, unit, now]),
  );
}

/** Whether a unit was committed on a connection that was lost before COMMIT was answered. Waits while the server is still at it. */
export async function wasCommitted(connection: MysqlConnection, on: string, unit: string): Promise<boolean> {
  const rows = await connection.query<{ unit: string }[]>(`SELECT unit FROM ${TABLE} WHERE name = ? FOR UPDATE`, [on]);
  return rows[0]?.unit === unit;
}

/** Inside a write: forgets up to 1,000 names that nobody locked for a day; returns how many. */
export function* sweepLocks(now: number): Work<number> {
  const rows = yield* selectFree<{ name: string }>(`SELECT name FROM ${TABLE} WHERE locked_at < ? ORDER BY name LIMIT 1000`, [now - KEPT_MS]);
  const names = rows.map(({ name }) => name);
  return names.length === 0 ? 0 : yield* execute(`DELETE FROM ${TABLE} WHERE name IN ${inList(names)}`, names);
}
