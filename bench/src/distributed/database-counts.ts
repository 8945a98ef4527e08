import type { Connection } from 'mysql2/promise';

interface Named { readonly name: string; readonly value: string | number }

/** Transactions that wrote are only counted when somebody asks for it. Stays until the server ends. */
export async function countCommits(connection: Connection): Promise<void> {
  await connection.query("SET GLOBAL innodb_monitor_enable = 'trx_rw_commits'");
}

/**
 * What a MariaDB server did since it started, without what this connection asked: `commits` (transactions that wrote),
 * `statements`, `fsyncs`, `sentBytes` (to the server) and `logBytes` (of its redo log).
 */
export async function databaseCounts(connection: Connection): Promise<Record<string, number>> {
  const read = async (sql: string): Promise<Record<string, number>> => {
    const [rows] = await connection.query(sql);
    return Object.fromEntries((rows as Named[]).map(({ name, value }) => [name, Number(value)]));
  };
  const status = (scope: string): Promise<Record<string, number>> => read(`SELECT VARIABLE_NAME AS name, VARIABLE_VALUE AS value FROM information_schema.${scope}_STATUS WHERE VARIABLE_NAME IN ('QUESTIONS', 'BYTES_RECEIVED', 'INNODB_DATA_FSYNCS', 'INNODB_OS_LOG_WRITTEN')`);
  const all = await status('GLOBAL');
  const own = await status('SESSION');
  const commits = await read("SELECT name, count AS value FROM information_schema.innodb_metrics WHERE name = 'trx_rw_commits'");
  return {
    commits: commits['trx_rw_commits']!, statements: all['QUESTIONS']! - own['QUESTIONS']!, fsyncs: all['INNODB_DATA_FSYNCS']!,
    sentBytes: all['BYTES_RECEIVED']! - own['BYTES_RECEIVED']!, logBytes: all['INNODB_OS_LOG_WRITTEN']!,
  };
}
