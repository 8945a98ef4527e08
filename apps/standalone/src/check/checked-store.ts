import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { terminal, type Envelope } from '#contracts';

/** An event as it stands in the log. `data` is read as it is: nothing is believed of it. */
export type LoggedEvent = Envelope & { position: number; topic: string; publishedAt: number; data: any };

/** A data folder's store, read only and all at one moment, also while a service writes to it. */
export class CheckedStore {
  private constructor(private readonly database: Database.Database) {}

  /** Errors: CHECK.NO_STORE, terminal. */
  static open(dataDir: string): CheckedStore {
    const file = join(dataDir, 'leadwright.sqlite');
    if (!existsSync(file)) throw terminal('CHECK.NO_STORE', `There is no store in ${dataDir}. Name the data folder: npm run check -- --data <folder>.`);
    const database = new Database(file, { readonly: true, timeout: 10_000 });
    database.exec('BEGIN');
    return new CheckedStore(database);
  }

  has(table: string): boolean {
    return this.database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
  }

  all<R>(sql: string, ...params: (string | number)[]): R[] {
    return this.database.prepare(sql).all(...params) as R[];
  }

  /** Events of these types, oldest first; of all types when none is named. */
  events(...types: string[]): LoggedEvent[] {
    const topics = types.map((type) => `${type}.v1`);
    const only = topics.length > 0 ? ` WHERE topic IN (${topics.map(() => '?').join(',')})` : '';
    return this.all<{ position: number; topic: string; message: string; published_at: number }>(`SELECT position, topic, message, published_at FROM bus_messages${only} ORDER BY position`, ...topics)
      .map(({ position, topic, message, published_at }) => ({ ...(JSON.parse(message) as LoggedEvent), position, topic, publishedAt: published_at }));
  }

  /** The last moment that the store knows of, in milliseconds: waiting is measured against it, as nobody works on a store at rest. */
  get lastMoment(): number {
    return this.all<{ at: number | null }>('SELECT MAX(published_at) AS at FROM bus_messages')[0]?.at ?? 0;
  }

  close(): void {
    this.database.close();
  }
}
