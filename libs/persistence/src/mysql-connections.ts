import { randomUUID } from 'node:crypto';
import { createPool, type Pool, type PoolConnection } from 'mysql2';
import { retryable } from '#contracts';
import { translateMysqlError } from './mysql-error.js';
import { connectionOptions, type MysqlSettings } from './mysql-settings.js';
import type { SqlValue } from './statement.js';

export interface ConnectionLimits {
  readonly size: number;
  /** How long to wait for a free connection; the driver itself would wait for ever. */
  readonly acquireMs: number;
  /** A statement that is not answered by then counts as a lost connection. Longer than the lock wait. */
  readonly statementMs: number;
}

/** What every session is told: strict, UTC, and no lock waited for longer than 5 s. */
const session = (isolation: string): string[] => [
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', innodb_lock_wait_timeout = 5",
  `SET SESSION TRANSACTION ISOLATION LEVEL ${isolation}`,
];

/** One connection in use. */
export class MysqlConnection {
  private isLost = false;

  constructor(private readonly raw: PoolConnection, readonly id: string, private readonly statementMs: number) {}

  /** Errors: `Failure`s as `translateMysqlError` makes them. */
  query<T>(sql: string, values: readonly SqlValue[] = []): Promise<T> {
    return new Promise((resolve, reject) => {
      // The driver's own timeout goes on running after the connection is lost.
      const timer = setTimeout(() => {
        this.isLost = true;
        this.raw.destroy();
        reject(translateMysqlError(new Error(`no answer for ${this.statementMs} ms`), true));
      }, this.statementMs);
      this.raw.query(sql, [...values], (error, result) => {
        clearTimeout(timer);
        if (!error) return resolve(result as T);
        this.isLost ||= isFatal(error);
        reject(translateMysqlError(error, this.lost));
      });
    });
  }

  /** Never to be used again. */
  abandon(): void {
    this.isLost = true;
  }

  /** True when no answer can come any more on this connection. */
  get lost(): boolean {
    return this.isLost || streamOf(this.raw).destroyed;
  }
}

/** A plain pool of connections to one schema, each in the same session state. It outlives a restart of the server: lost connections leave it. */
export class MysqlConnections {
  private readonly pool: Pool;
  private readonly ids = new WeakMap<PoolConnection, string>();

  constructor(settings: MysqlSettings, isolation: 'READ COMMITTED' | 'REPEATABLE READ', private readonly limits: ConnectionLimits) {
    this.pool = createPool({ ...connectionOptions(settings), connectionLimit: limits.size, enableKeepAlive: true, keepAliveInitialDelay: 10_000 });
    this.pool.on('connection', (connection: PoolConnection) => {
      for (const sql of session(isolation)) connection.query(sql, (error) => { if (error) connection.destroy(); });
    });
  }

  /** Lends a connection; a lost one does not go back. Errors: DATABASE.POOL (retryable) when none was free in time. */
  async use<T>(use: (connection: MysqlConnection) => Promise<T>): Promise<T> {
    const raw = await this.acquire();
    const id = this.ids.get(raw) ?? randomUUID();
    this.ids.set(raw, id);
    const connection = new MysqlConnection(raw, id, this.limits.statementMs);
    try {
      return await use(connection);
    } finally {
      if (connection.lost) raw.destroy();
      else raw.release();
    }
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => { this.pool.end((error) => { if (error) reject(error); else resolve(); }); });
  }

  private acquire(): Promise<PoolConnection> {
    const { acquireMs } = this.limits;
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(retryable('DATABASE.POOL', `No connection to the database was free for ${acquireMs} ms.`, { retryAfterMs: 2_000 }));
      }, acquireMs);
      this.pool.getConnection((error, connection) => {
        clearTimeout(timer);
        if (late) connection?.release();
        else if (error) reject(error.message === 'Pool is closed.' ? retryable('DATABASE.CLOSED', 'The database is closed: this service is stopping.', { cause: error }) : translateMysqlError(error, true));
        else resolve(connection);
      });
    });
  }
}

const isFatal = (error: object): boolean => (error as { fatal?: boolean }).fatal === true;
const streamOf = (raw: PoolConnection): { destroyed: boolean } => (raw as unknown as { stream: { destroyed: boolean } }).stream;
