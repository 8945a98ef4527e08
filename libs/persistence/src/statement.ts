/**
 * Statements are data. A piece of work is a generator that yields statements and gets their results back, so the same
 * code runs synchronously on SQLite and asynchronously on MySQL, and nothing but the database can be waited for inside it:
 * a generator cannot `await`.
 */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type Row = Record<string, SqlValue>;

/** What to do with a row whose unique key exists: fail the unit, skip the row, or overwrite `update` (found by `key`). */
export type OnDuplicate = 'fail' | 'ignore' | { key: readonly string[]; update: readonly string[] };

export type Statement =
  | { readonly kind: 'select'; readonly sql: string; readonly params: readonly SqlValue[]; readonly hold?: 'wait' | 'skip' }
  | { readonly kind: 'execute'; readonly sql: string; readonly params: readonly SqlValue[] }
  | { readonly kind: 'insert'; readonly table: string; readonly rows: readonly Row[]; readonly onDuplicate: OnDuplicate }
  | { readonly kind: 'insert-numbered'; readonly table: string; readonly rows: readonly Row[] }
  | { readonly kind: 'now' }
  | { readonly kind: 'after-commit'; readonly run: () => void };

/** Work inside a unit; use with `yield*`. */
export type Work<T> = Generator<Statement, T, unknown>;

/** All rows. SQL is the common part of SQLite and MySQL; parameters are `?`. */
export function* select<R>(sql: string, params: readonly SqlValue[] = []): Work<R[]> {
  return (yield { kind: 'select', sql, params }) as R[];
}

/** All rows that no other unit holds; they stay held until the unit ends. Rows that are held are left out, not waited for. Inside a write. */
export function* selectFree<R>(sql: string, params: readonly SqlValue[] = []): Work<R[]> {
  return (yield { kind: 'select', sql, params, hold: 'skip' }) as R[];
}

/** All rows, held until the unit ends: whoever else wants to hold or change them waits. For rows whose names are known only after a read, so that `lock` comes too early. */
export function* selectHeld<R>(sql: string, params: readonly SqlValue[] = []): Work<R[]> {
  return (yield { kind: 'select', sql, params, hold: 'wait' }) as R[];
}

/** The first row, or undefined. */
export function* selectOne<R>(sql: string, params: readonly SqlValue[] = []): Work<R | undefined> {
  return (yield* select<R>(sql, params))[0];
}

/** UPDATE or DELETE; returns the number of rows that were affected. */
export function* execute(sql: string, params: readonly SqlValue[] = []): Work<number> {
  return (yield { kind: 'execute', sql, params }) as number;
}

/** Inserts rows of one shape as a bulk statement; returns how many (with `ignore`, skipped ones may be among them). No rows, no statement. */
export function* insertRows(table: string, rows: readonly Row[], options: { onDuplicate?: OnDuplicate } = {}): Work<number> {
  if (rows.length === 0) return 0;
  return (yield { kind: 'insert', table, rows, onDuplicate: options.onDuplicate ?? 'fail' }) as number;
}

/** Inserts rows into a table whose primary key is a `counter`; returns their numbers in the order of the rows, each greater than all that were given before. */
export function* insertNumbered(table: string, rows: readonly Row[]): Work<number[]> {
  if (rows.length === 0) return [];
  return (yield { kind: 'insert-numbered', table, rows }) as number[];
}

/** The database's clock, milliseconds since the epoch: the one clock that all replicas share. */
export function* databaseNow(): Work<number> {
  return (yield { kind: 'now' }) as number;
}

/** Runs `run` once this unit is committed, and never if it is not. For wake-ups inside this process, not for effects. */
export function* afterCommit(run: () => void): Work<void> {
  yield { kind: 'after-commit', run };
}

/** `(?,?,?)` for an IN list. Never for an empty list: SQL has none. */
export function inList(values: readonly unknown[]): string {
  if (values.length === 0) throw new RangeError('inList needs at least one value');
  return `(${values.map(() => '?').join(',')})`;
}

/** Work that does nothing, for units without a read or a write. */
export function* nothing(): Work<undefined> {
  return undefined;
}
