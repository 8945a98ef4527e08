import type { ResultSetHeader } from 'mysql2';
import type { MysqlConnection } from './mysql-connections.js';
import type { DatabaseStatement } from './sqlite-statements.js';
import { qualified } from './shared-tables.js';
import type { OnDuplicate, Row, SqlValue } from './statement.js';

/** Rows of one INSERT: enough to be fast, and few enough for any server's packet size. */
const MAX_ROWS = 500;
const HOLDS = { wait: ' FOR UPDATE', skip: ' FOR UPDATE SKIP LOCKED' };
const MAX_CHARACTERS = 1_000_000;

/** Primary keys by table, asked of the schema once per process: rows are written in their order, so that writers do not meet crosswise. */
export class MysqlKeys {
  private readonly keys = new Map<string, readonly string[]>();

  /** `shared`: the schema of shared tables, null where there is one for all. */
  constructor(private readonly shared: string | null = null) {}

  async of(table: string, connection: MysqlConnection): Promise<readonly string[]> {
    const known = this.keys.get(table);
    if (known) return known;
    const rows = await connection.query<{ name: string }[]>(
      "SELECT column_name AS name FROM information_schema.statistics WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index", [this.qualify(table) === table ? null : this.shared, table]);
    const columns = rows.map(({ name }) => name);
    this.keys.set(table, columns);
    return columns;
  }

  /** A statement, or the name of a table, as this schema has it. */
  qualify(sql: string): string {
    return qualified(sql, this.shared);
  }
}

/** Answers the statements of one unit on a connection. Text protocol: lists of any length would fill the server with prepared statements. */
export class MysqlStatements {
  private now: number | undefined;

  constructor(private readonly connection: MysqlConnection, private readonly keys: MysqlKeys) {}

  async run(statement: DatabaseStatement): Promise<unknown> {
    switch (statement.kind) {
      case 'select':
        return this.connection.query(`${this.keys.qualify(statement.sql)}${statement.hold ? HOLDS[statement.hold] : ''}`, statement.params);
      case 'execute':
        return (await this.connection.query<ResultSetHeader>(this.keys.qualify(statement.sql), statement.params)).affectedRows;
      case 'insert':
        return this.insert(statement.table, statement.rows, statement.onDuplicate);
      case 'insert-numbered':
        return this.insertNumbered(statement.table, statement.rows);
      case 'now':
        return (this.now ??= await this.askNow());
    }
  }

  private async insert(table: string, rows: readonly Row[], onDuplicate: OnDuplicate): Promise<number> {
    const key = await this.keys.of(table, this.connection);
    const columns = Object.keys(rows[0]!);
    for (const part of split(sortRows(rows, key))) await this.connection.query(insertSql(this.keys.qualify(table), columns, part.length, duplicateSql(key, onDuplicate)), valuesOf(part, columns));
    return rows.length;
  }

  /** The rows of one INSERT get consecutive numbers; the first is told. */
  private async insertNumbered(table: string, rows: readonly Row[]): Promise<number[]> {
    const columns = Object.keys(rows[0]!);
    const numbers: number[] = [];
    for (const part of split(rows)) {
      const { insertId } = await this.connection.query<ResultSetHeader>(insertSql(this.keys.qualify(table), columns, part.length, ''), valuesOf(part, columns));
      numbers.push(...part.map((_, index) => insertId + index));
    }
    return numbers;
  }

  private async askNow(): Promise<number> {
    const [row] = await this.connection.query<{ now: number }[]>('SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now');
    return row!.now;
  }
}

const insertSql = (table: string, columns: readonly string[], rows: number, duplicate: string): string => {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}${duplicate}`;
};

/** Not INSERT IGNORE: that would also cut what is too long and let through what is no value of its column. */
function duplicateSql(key: readonly string[], onDuplicate: OnDuplicate): string {
  if (onDuplicate === 'fail') return '';
  const sets = onDuplicate === 'ignore' ? [`${key[0]} = ${key[0]}`] : onDuplicate.update.map((column) => `${column} = VALUES(${column})`);
  return ` ON DUPLICATE KEY UPDATE ${sets.join(', ')}`;
}

const valuesOf = (rows: readonly Row[], columns: readonly string[]): SqlValue[] => rows.flatMap((row) => columns.map((column) => row[column]!));

/** Stable, so that of two rows with one key the later still wins. */
const sortRows = (rows: readonly Row[], key: readonly string[]): readonly Row[] => (rows.length < 2 ? rows : rows.toSorted((a, b) => {
  for (const column of key) {
    const [left, right] = [a[column]!, b[column]!];
    if (left < right) return -1;
    if (left > right) return 1;
  }
  return 0;
}));

function* split(rows: readonly Row[]): Generator<readonly Row[]> {
  let part: Row[] = [];
  let size = 0;
  for (const row of rows) {
    const length = Object.values(row).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : value instanceof Uint8Array ? value.length * 2 : 20), 0);
    if (part.length > 0 && (part.length >= MAX_ROWS || size + length > MAX_CHARACTERS)) {
      yield part;
      [part, size] = [[], 0];
    }
    part.push(row);
    size += length;
  }
  if (part.length > 0) yield part;
}
