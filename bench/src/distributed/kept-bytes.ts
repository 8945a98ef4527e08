import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { AppName } from '#contracts';

/** Who publishes for a lead that is clear, and keeps the text of it. */
const PUBLISHERS: readonly AppName[] = ['intake', 'enrichment', 'assignment'];

/**
 * Bytes on disk of what is kept of leads: `table:<app>`, its tables and indexes as InnoDB lays them out, and `events`, the texts that
 * went to the broker, before it compresses or copies them. `schemaOf`: the schema of an app.
 */
export async function keptBytes(connection: Connection, apps: readonly AppName[], schemaOf: (app: AppName) => string): Promise<Record<string, number>> {
  const one = async (sql: string, parameters: readonly string[] = []): Promise<number> => {
    const [[row]] = await connection.query<RowDataPacket[]>(sql, [...parameters]);
    return Number(row!['bytes'] ?? 0);
  };
  const bytes: Record<string, number> = { events: 0 };
  for (const app of apps) bytes[`table:${app}`] = await one("SELECT SUM(FILE_SIZE) AS bytes FROM information_schema.INNODB_SYS_TABLESPACES WHERE NAME LIKE CONCAT(?, '/%')", [schemaOf(app)]);
  for (const app of PUBLISHERS) bytes['events']! += await one(`SELECT SUM(LENGTH(message)) AS bytes FROM ${schemaOf(app)}.${app}_events`);
  return bytes;
}
