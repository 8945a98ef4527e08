import { createPool, type Pool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
import type { AppName } from '#contracts';
import { connectionOptions, mysqlSettings } from '#persistence';
import { seal, type Draft, type Edge, type Insert, type Outcome, type Query, type Rows } from '../stages/stage.js';

/** An event as it goes to the brokers; `number` is its place in the outbox. */
export interface Sealed { readonly number: number; readonly topic: string; readonly key: string; readonly value: string }

/** How long nobody else may publish an event, milliseconds. */
const CLAIM_MS = 15_000;

/** The schema of an app as a program would use it that has nothing but mysql2: statements of many rows between START TRANSACTION and COMMIT. */
export class FloorSchema {
  private readonly pool: Pool;

  /** `outside`: the schema of tables that apps share. */
  constructor(url: string, private readonly outside: string, private readonly app: AppName, private readonly edge: Edge) {
    this.pool = createPool({ ...connectionOptions(mysqlSettings(url)), connectionLimit: 10 });
    this.pool.on('connection', (connection) => void connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'));
  }

  /** One transaction: what is read, the rows that are made of it, and its events, claimed for whoever wrote them. */
  async write<O extends Outcome>(reads: readonly Query[], run: (found: readonly (readonly any[])[]) => O): Promise<{ outcome: O; events: readonly Sealed[] }> {
    const connection = await this.pool.getConnection();
    try {
      await connection.query('START TRANSACTION');
      const found: any[][] = [];
      for (const { sql, params } of reads) found.push((await connection.query(sql, [...params]))[0] as any[]);
      const outcome = run(found);
      for (const rows of outcome.rows) await this.insert(connection, rows);
      const events = await this.keep(connection, outcome.events);
      await connection.query('COMMIT');
      return { outcome, events };
    } finally {
      connection.release();
    }
  }

  /** They are acknowledged. Events of one transaction have consecutive numbers. */
  async forget(events: readonly Sealed[]): Promise<void> {
    await this.pool.query(`DELETE FROM ${this.app}_outbox WHERE number BETWEEN ? AND ?`, [events[0]!.number, events.at(-1)!.number]);
  }

  async insert(connection: Pick<PoolConnection, 'query'>, { into, values }: Rows): Promise<void> {
    if (values.length > 0) await connection.query(this.insertSql(into), [values]);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async keep(connection: PoolConnection, drafts: readonly Draft[]): Promise<Sealed[]> {
    if (drafts.length === 0) return [];
    const { app, edge } = this;
    const waiting = drafts.map(() => `(?, ?, CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + ${CLAIM_MS})`).join(', ');
    const [{ insertId }] = await connection.query<ResultSetHeader>(`INSERT INTO ${app}_outbox (topic, lead_id, claim_until) VALUES ${waiting}`, drafts.flatMap(({ topic, leadId }) => [topic, leadId]));
    const now = new Date(edge.now()).toISOString();
    const events = drafts.map((draft, index) => ({ number: insertId + index, topic: draft.topic, key: draft.leadId, value: seal(draft, { id: edge.nextId(), now, producer: app, sequence: insertId + index }) }));
    await this.insert(connection, { into: { table: `${app}_events`, columns: ['number', 'lead_id', 'message'] }, values: events.map(({ number, key, value }) => [number, key, value]) });
    return events;
  }

  private insertSql({ table, columns, key }: Insert): string {
    const place = table.startsWith('keyring_') ? `${this.outside}.${table}` : table;
    const again = key ? ` ON DUPLICATE KEY UPDATE ${columns.filter((column) => !key.includes(column)).map((column) => `${column} = VALUES(${column})`).join(', ')}` : '';
    return `INSERT INTO ${place} (${columns.join(', ')}) VALUES ?${again}`;
  }
}
