import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The newest published version of each kind in a data folder; none where there is no store yet. Reads only, also while it is in use. */
export function versionsInForce(dataDir: string): Map<string, { version: number; publishedAt: string }> {
  const file = join(dataDir, 'leadwright.sqlite');
  if (!existsSync(file)) return new Map();
  const database = new Database(file, { readonly: true });
  try {
    const rows = database.prepare('SELECT kind, MAX(version) AS version, MAX(published_at) AS published_at FROM console_configs GROUP BY kind').all() as { kind: string; version: number; published_at: number }[];
    return new Map(rows.map(({ kind, version, published_at }) => [kind, { version, publishedAt: new Date(published_at).toISOString() }]));
  } finally {
    database.close();
  }
}
