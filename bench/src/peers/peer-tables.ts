import { createPool, type Pool } from 'mysql2/promise';
import { connectionOptions, mysqlSettings } from '#persistence';
import { FloorDatabase } from '../embedded/floor-database.js';
import type { Insert, Query, Rows } from '../stages/stage.js';

/** The tables of the product, all in one schema or file, as a peer writes them. */
export interface PeerTables {
  /** One transaction: what is read, and the rows that are made of it. */
  transact<T extends { readonly rows: readonly Rows[] }>(reads: readonly Query[], run: (found: readonly (readonly any[])[]) => T): Promise<T>;
}

/** A peer keeps less than the product: no inbox (its queue, or nothing, stands for it), no bytes of calls and no keys to destroy them with. */
const isKept = ({ into: { table }, values }: Rows): boolean => values.length > 0 && !(table.endsWith('_inbox') || table === 'keyring_keys' || table === 'intake_calls');

/** `address`: `mysql://…/schema`, or the path of a SQLite file. */
export const openPeerTables = (address: string, connections: number): PeerTables => (address.startsWith('mysql://') ? new MysqlTables(address, connections) : new SqliteTables(address));

class SqliteTables implements PeerTables {
  private readonly database: FloorDatabase;

  constructor(file: string) {
    this.database = new FloorDatabase(file);
  }

  async transact<T extends { readonly rows: readonly Rows[] }>(reads: readonly Query[], run: (found: readonly (readonly any[])[]) => T): Promise<T> {
    return this.database.write(() => {
      const done = run(reads.map((query) => this.database.query(query)));
      for (const rows of done.rows.filter(isKept)) this.database.insert(rows);
      return done;
    });
  }
}

class MysqlTables implements PeerTables {
  private readonly pool: Pool;

  constructor(url: string, connectionLimit: number) {
    this.pool = createPool({ ...connectionOptions(mysqlSettings(url)), connectionLimit });
    this.pool.on('connection', (connection) => void connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'));
  }

  async transact<T extends { readonly rows: readonly Rows[] }>(reads: readonly Query[], run: (found: readonly (readonly any[])[]) => T): Promise<T> {
    const connection = await this.pool.getConnection();
    try {
      await connection.beginTransaction();
      const found: any[][] = [];
      for (const { sql, params } of reads) found.push((await connection.query(sql, [...params]))[0] as any[]);
      const done = run(found);
      for (const { into, values } of done.rows.filter(isKept)) await connection.query(insertSql(into), [values]);
      await connection.commit();
      return done;
    } catch (error) {
      await connection.rollback();
      throw error;
    } finally {
      connection.release();
    }
  }
}

function insertSql({ table, columns, key }: Insert): string {
  const again = key ? ` ON DUPLICATE KEY UPDATE ${columns.filter((column) => !key.includes(column)).map((column) => `${column} = VALUES(${column})`).join(', ')}` : '';
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ?${again}`;
}
