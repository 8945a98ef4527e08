import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { terminal, type Envelope } from '#contracts';

/** An event as it was published. `data` is read as it is: nothing is believed of it. Distributed, `position` counts per producer by sequence. */
export type LoggedEvent = Envelope & { position: number; topic: string; publishedAt: number; data: any };

/** One SQLite file with a log of events, or a schema per app with Kafka between them. */
export type StoreKind = 'embedded' | 'distributed';

/** The store does not hold what is asked of it: nobody can tell, and nothing is broken. */
export class NotKept extends Error {}

export interface CheckedParts {
  readonly kind: StoreKind;
  /** Topics whose events are not all here, with the reason. */
  readonly notKept: ReadonlyMap<string, string>;
  /** When it was read, in milliseconds, for a store without events. */
  readonly readAt: number;
  /** Nobody works on it: what is on its way between two apps is reported too. */
  readonly atRest: boolean;
}

/** A store, read only and all at one moment, also while services write to it. */
export class CheckedStore {
  constructor(private readonly database: Database.Database, private readonly parts: CheckedParts) {}

  /** The store of a data folder. Errors: CHECK.NO_STORE, terminal. */
  static open(dataDir: string): CheckedStore {
    const file = join(dataDir, 'leadwright.sqlite');
    if (!existsSync(file)) throw terminal('CHECK.NO_STORE', `There is no store in ${dataDir}. Name the data folder: npm run check -- --data <folder>. For MySQL: npm run check -- --database mysql://user:password@host:3306/leadwright_%.`);
    const database = new Database(file, { readonly: true, timeout: 10_000 });
    database.exec('BEGIN');
    return new CheckedStore(database, { kind: 'embedded', notKept: new Map(), readAt: 0, atRest: false });
  }

  get kind(): StoreKind {
    return this.parts.kind;
  }

  get atRest(): boolean {
    return this.parts.atRest;
  }

  has(table: string): boolean {
    return this.database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
  }

  all<R>(sql: string, ...params: (string | number)[]): R[] {
    return this.database.prepare(sql).all(...params) as R[];
  }

  /** Events of these types, oldest first; of all types when none is named. Those that were published again are not counted again. Errors: NotKept. */
  events(...types: string[]): LoggedEvent[] {
    const topics = types.map((type) => `${type}.v1`);
    const [missing] = [...this.parts.notKept].filter(([topic]) => topics.length === 0 || topics.includes(topic));
    if (missing) throw new NotKept(missing[1]);
    const only = topics.length > 0 ? ` WHERE topic IN (${topics.map(() => '?').join(',')})` : '';
    return this.all<{ position: number; topic: string; message: string; published_at: number }>(`SELECT position, topic, message, published_at FROM bus_messages${only} ORDER BY position`, ...topics)
      .map(({ position, topic, message, published_at }) => ({ ...(JSON.parse(message) as LoggedEvent), position, topic, publishedAt: published_at })).filter(({ again }) => !again);
  }

  /** Events of a type that an app has taken in. Errors: NotKept. */
  takenBy(app: string, type: string): LoggedEvent[] {
    if (this.kind === 'embedded') {
      const position = this.all<{ position: number }>('SELECT position FROM bus_positions WHERE app = ? AND topic = ?', app, `${type}.v1`)[0]?.position ?? 0;
      return this.events(type).filter((event) => event.position <= position);
    }
    const taken = new Set(this.all<{ message_id: string }>(`SELECT message_id FROM ${app}_inbox`).map(({ message_id }) => message_id));
    return this.events(type).filter(({ id }) => taken.has(id));
  }

  /** The last moment that the store knows of, in milliseconds: waiting is measured against it, as nobody works on a store at rest. */
  get lastMoment(): number {
    return this.all<{ at: number | null }>('SELECT MAX(published_at) AS at FROM bus_messages')[0]?.at ?? this.parts.readAt;
  }

  close(): void {
    this.database.close();
  }
}
