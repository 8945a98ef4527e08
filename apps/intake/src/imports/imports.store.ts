import { openPersonal, type ImportView, type Personal } from '#contracts';
import { callKeyIdOf, execute, insertRows, makeKeys, select, selectOne, type Work } from '#persistence';
import type { MappedField } from '../map-fields.js';

export type ImportState = ImportView['state'];
export type LineOutcome = 'lead' | 'merged' | 'ignored' | 'refused';
/** What a line says, by field. */
export type ImportRecord = Partial<Record<MappedField, string>>;
/** Names of columns by field, and what is read into none. */
export interface ImportColumns { readonly fields: Readonly<Record<string, string>>; readonly unused: ImportView['unused'] }

/** Why a line became no lead: the field it is about, the reason and the remedy. No values: they stand in the record. */
export interface LineProblem { readonly field: MappedField | null; readonly reason: string; readonly fix: string | null }

export interface ImportRow {
  readonly id: string; readonly connection: string; readonly state: ImportState; readonly fileDigest: string | null; readonly columns: ImportColumns;
  readonly startedBy: string; readonly failed: string | null; readonly receivedAt: number; readonly touchedAt: number; readonly doneAt: number | null;
}

interface StoredImport { id: string; connection: string; state: ImportState; file_digest: string | null; columns: string; started_by: string; failed: string | null; received_at: number; touched_at: number; done_at: number | null }

const importOf = (row: StoredImport): ImportRow => ({
  id: row.id, connection: row.connection, state: row.state, fileDigest: row.file_digest, columns: JSON.parse(row.columns) as ImportColumns,
  startedBy: row.started_by, failed: row.failed, receivedAt: row.received_at, touchedAt: row.touched_at, doneAt: row.done_at,
});

export function* findImport(id: string): Work<ImportRow | null> {
  const row = yield* selectOne<StoredImport>('SELECT * FROM intake_imports WHERE id = ?', [id]);
  return row ? importOf(row) : null;
}

/** The import that holds an `Idempotency-Key`. */
export function* findImportByKey(importKey: string): Work<ImportRow | null> {
  const row = yield* selectOne<StoredImport>('SELECT * FROM intake_imports WHERE import_key = ?', [importKey]);
  return row ? importOf(row) : null;
}

export function* latestImports(amount: number): Work<ImportRow[]> {
  return (yield* select<StoredImport>(`SELECT * FROM intake_imports ORDER BY received_at DESC, id DESC LIMIT ${amount}`)).map(importOf);
}

export interface NewImport { readonly id: string; readonly connection: string; readonly importKey: string | null; readonly columns: ImportColumns; readonly startedBy: string }

export function* openImport({ id, connection, importKey, columns, startedBy }: NewImport, now: number): Work<void> {
  yield* makeKeys([callKeyIdOf(id)], now);
  yield* insertRows('intake_imports', [{
    id, connection, state: 'receiving', import_key: importKey, file_digest: null, columns: JSON.stringify(columns), started_by: startedBy.slice(0, 500),
    failed: null, received_at: now, touched_at: now, done_at: null,
  }]);
}

/** A line as it came: a record that waits, or what is wrong with it. */
export type NewLine = { readonly line: number } & ({ readonly record: ImportRecord } | { readonly problem: LineProblem });

export function* addLines(id: string, lines: readonly NewLine[], now: number): Work<void> {
  yield* insertRows('intake_import_lines', lines.map((one) => ({
    import_id: id, line: one.line,
    ...('record' in one
      ? { outcome: null, field: null, reason: null, fix: null, record: JSON.stringify(openPersonal(callKeyIdOf(id), one.record)) }
      : { outcome: 'refused', field: one.problem.field, reason: one.problem.reason, fix: one.problem.fix, record: null }),
  })));
  yield* execute('UPDATE intake_imports SET touched_at = ? WHERE id = ?', [now, id]);
}

/** The whole file is stored. */
export function* closeFile(id: string, fileDigest: string, now: number): Work<void> {
  yield* execute("UPDATE intake_imports SET state = 'working', file_digest = ?, touched_at = ? WHERE id = ?", [fileDigest, now, id]);
}

/** An import whose file did not come whole: its lines are forgotten, and its key is free for another try. */
export function* failImport(id: string, why: string, now: number): Work<void> {
  const failed = yield* execute("UPDATE intake_imports SET state = 'failed', import_key = NULL, failed = ?, done_at = ? WHERE id = ? AND state = 'receiving'", [why, now, id]);
  if (failed > 0) yield* execute('DELETE FROM intake_import_lines WHERE import_id = ?', [id]);
}

export function* finishImport(id: string, now: number): Work<void> {
  yield* execute("UPDATE intake_imports SET state = 'done', done_at = ? WHERE id = ?", [now, id]);
}

/** The next lines that wait, in their order. A sealed record is none any more. */
export function* waitingLines(id: string, amount: number): Work<{ line: number; record: ImportRecord }[]> {
  const rows = yield* select<{ line: number; record: string }>(`SELECT line, record FROM intake_import_lines WHERE import_id = ? AND outcome IS NULL ORDER BY line LIMIT ${amount}`, [id]);
  return rows.map(({ line, record }) => ({ line, record: recordOf(record) }));
}

export interface EndedLine { readonly line: number; readonly outcome: LineOutcome; readonly problem: LineProblem | null }

/** How lines ended. What became a submission is forgotten here: its values live with the lead. */
export function* endLines(id: string, lines: readonly EndedLine[]): Work<void> {
  for (const { line, outcome, problem } of lines) {
    yield* outcome === 'refused' || outcome === 'ignored'
      ? execute('UPDATE intake_import_lines SET outcome = ?, field = ?, reason = ?, fix = ? WHERE import_id = ? AND line = ?', [outcome, problem?.field ?? null, problem?.reason ?? null, problem?.fix ?? null, id, line])
      : execute('UPDATE intake_import_lines SET outcome = ?, record = NULL WHERE import_id = ? AND line = ?', [outcome, id, line]);
  }
}

export function* countLines(id: string): Work<ImportView['lines']> {
  const rows = yield* select<{ outcome: LineOutcome | null; amount: number }>('SELECT outcome, COUNT(*) AS amount FROM intake_import_lines WHERE import_id = ? GROUP BY outcome', [id]);
  const of = (outcome: LineOutcome | null): number => rows.find((row) => row.outcome === outcome)?.amount ?? 0;
  return { total: rows.reduce((sum, { amount }) => sum + amount, 0), waiting: of(null), leads: of('lead'), merged: of('merged'), ignored: of('ignored'), refused: of('refused') };
}

/** Lines behind `after` that became no lead, with the values they are about. */
export function* problemLines({ id, columns }: ImportRow, after: number, amount: number): Work<ImportView['problems']> {
  const rows = yield* select<{ line: number; outcome: 'ignored' | 'refused'; field: MappedField | null; reason: string; fix: string | null; record: string | null }>(
    `SELECT line, outcome, field, reason, fix, record FROM intake_import_lines WHERE import_id = ? AND outcome IN ('ignored', 'refused') AND line > ? ORDER BY line LIMIT ${amount}`, [id, after]);
  return rows.map(({ line, outcome, field, reason, fix, record }) => ({
    line, outcome, column: field && (columns.fields[field] ?? null), value: field && record ? (recordOf(record)[field] ?? null) : null, reason, fix,
  }));
}

function recordOf(text: string): ImportRecord {
  const stored = JSON.parse(text) as Personal<ImportRecord>;
  return stored.sealed ? {} : stored.data;
}
