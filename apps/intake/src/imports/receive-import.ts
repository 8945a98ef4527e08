import { Injectable } from '@nestjs/common';
import { ProblemError, toFailure, type Identity } from '#contracts';
import { Tasks } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Clock, Ids, Log } from '#platform';
import { IntakeKeys } from '../intake-keys.js';
import type { MappedField } from '../map-fields.js';
import { addLines, closeFile, failImport, findImport, findImportByKey, openImport, type ImportColumns, type ImportRecord, type ImportRow, type NewLine } from './imports.store.js';
import { mapColumns, type MappedColumns } from './map-columns.js';
import { readCsv, type CsvLine } from './read-csv.js';
import { UnreadableFile } from './unreadable-file.js';
import { wordUneven } from './word-line.js';

/** The task that works through a stored file. */
export const WORK_IMPORT = 'intake.work-import';
/** The task that looks whether a file still comes. */
export const WATCH_UPLOAD = 'intake.watch-upload';
export interface ImportPayload { readonly importId: string }

/** How long nothing of a file may come before it counts as broken off. */
export const SILENCE_MS = 60_000;

/** Lines in one transaction, and the characters after which it is stored earlier. */
const LINES = 500;
const CHARACTERS = 1024 * 1024;
const MOST_LINES = 500_000;

export interface Upload {
  readonly connection: string;
  /** Columns that the request names, by field. */
  readonly asked: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
  readonly caller: Identity;
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Stores a file line by line as it comes; no more than one batch of it is in memory. It is worked through only when it came whole:
 * one that breaks off, or cannot be read to its end, is kept as failed, with the reason and without its lines.
 */
@Injectable()
export class ReceiveImport {
  constructor(private readonly work: UnitOfWork, private readonly tasks: Tasks, private readonly keys: IntakeKeys, private readonly clock: Clock, private readonly ids: Ids, private readonly log: Log) {}

  /** Errors: 422 for what is wrong in the file, naming the line; 409 idempotency_conflict and import_under_way; whatever the bytes throw. */
  async receive(upload: Upload): Promise<{ importId: string; isReplay: boolean }> {
    const { digested, digest } = this.keys.stream(upload.bytes);
    const lines = readCsv(digested);
    const header = await headerOf(lines);
    const columns = mapColumns(header, upload.asked);
    const named: ImportColumns = { fields: Object.fromEntries([...columns.places].map(([field, place]) => [field, header[place]!])), unused: columns.unused };
    const fileDigest = (): string => this.keys.digest('import', upload.connection, JSON.stringify([...columns.places]), digest());
    const importKey = upload.idempotencyKey === null ? null : this.keys.digest('import', upload.caller.user, upload.idempotencyKey);

    const id = this.ids.next();
    const earlier = await this.open({ id, connection: upload.connection, importKey, columns: named, startedBy: upload.caller.name });
    if (earlier) return this.compare(earlier, lines, fileDigest);
    try {
      await this.store(id, header.length, columns, lines);
      await this.close(id, fileDigest());
    } catch (error) {
      await this.fail(id, whyFailed(error));
      throw error instanceof UnreadableFile ? unreadable(error, id) : error;
    }
    return { importId: id, isReplay: false };
  }

  /** The import that holds the key already, if there is one; else the new one is begun. */
  private open(begun: Parameters<typeof openImport>[0]): Promise<ImportRow | null> {
    const { tasks } = this;
    const now = this.clock.now();
    const { id, importKey } = begun;
    return this.work.transact({
      lock: importKey === null ? [] : [`import-key:${importKey}`],
      *read() { return importKey === null ? null : yield* findImportByKey(importKey); },
      *write(earlier: ImportRow | null) {
        if (earlier) return earlier;
        yield* openImport(begun, now);
        yield* tasks.add([{ kind: WATCH_UPLOAD, key: id, dueAt: now + SILENCE_MS, payload: { importId: id } satisfies ImportPayload }]);
        return null;
      },
    });
  }

  /** Reads the file only to see whether it is the same. */
  private async compare(earlier: ImportRow, lines: AsyncIterable<CsvLine>, fileDigest: () => string): Promise<{ importId: string; isReplay: boolean }> {
    if (earlier.state === 'receiving') {
      throw new ProblemError(409, 'import_under_way', 'The file is on its way', `A file under this Idempotency-Key is being received now (import ${earlier.id}). If it broke off, it fails within a minute; then send it again.`, { import: earlier.id }, { 'retry-after': '60' });
    }
    for await (const _ of lines) { /* only the digest counts */ }
    if (fileDigest() === earlier.fileDigest) return { importId: earlier.id, isReplay: true };
    throw new ProblemError(409, 'idempotency_conflict', 'Another file under the same key', `The Idempotency-Key was used before with another file, connection or columns (import ${earlier.id}), so this one was not stored. Use a new key for another file.`, { import: earlier.id });
  }

  private async store(id: string, width: number, columns: MappedColumns, lines: AsyncIterable<CsvLine>): Promise<void> {
    let batch: NewLine[] = [];
    let size = 0;
    let amount = 0;
    for await (const { line, values } of lines) {
      amount += 1;
      if (amount > MOST_LINES) throw new UnreadableFile(line, `is more than ${MOST_LINES} lines behind the header.`, 'Send the file in parts.');
      batch.push(values.length === width ? { line, record: recordOf(values, columns) } : { line, problem: wordUneven(values.length, width) });
      size += values.reduce((sum, value) => sum + value.length, 0);
      if (batch.length < LINES && size < CHARACTERS) continue;
      await this.add(id, batch);
      batch = [];
      size = 0;
    }
    if (amount === 0) throw new UnreadableFile(2, 'is missing: the file has a header only.', 'Send a file with a line for each lead.');
    await this.add(id, batch);
  }

  private add(id: string, lines: readonly NewLine[]): Promise<void> {
    return this.whileReceiving(id, () => addLines(id, lines, this.clock.now()));
  }

  private close(id: string, fileDigest: string): Promise<void> {
    const { tasks, clock } = this;
    return this.whileReceiving(id, function* () {
      yield* closeFile(id, fileDigest, clock.now());
      yield* tasks.cancel(WATCH_UPLOAD, [id]);
      yield* tasks.add([{ kind: WORK_IMPORT, key: id, payload: { importId: id } satisfies ImportPayload }]);
    });
  }

  /** Errors: 409 import_failed when it was given up meanwhile. */
  private async whileReceiving(id: string, write: () => ReturnType<typeof addLines>): Promise<void> {
    await this.work.transact({
      lock: [`import:${id}`],
      read: () => findImport(id),
      *write(found: ImportRow | null) {
        if (found?.state !== 'receiving') throw new ProblemError(409, 'import_failed', 'The import was given up', `Nothing of the file came for a minute, so import ${id} failed. Send it again.`, { import: id });
        yield* write();
      },
    });
  }

  /** Where the store is away the watch says it later. */
  private async fail(id: string, why: string): Promise<void> {
    const { tasks, clock } = this;
    try {
      await this.work.transact({
        lock: [`import:${id}`],
        *write() {
          yield* failImport(id, why, clock.now());
          yield* tasks.cancel(WATCH_UPLOAD, [id]);
        },
      });
    } catch (error) {
      this.log.error('import.fail', toFailure(error), { import: id });
    }
  }
}

async function headerOf(lines: AsyncGenerator<CsvLine>): Promise<readonly string[]> {
  try {
    const first = await lines.next();
    if (first.done) throw new UnreadableFile(1, 'is missing: the file is empty.', 'Send a file with a header and a line for each lead.');
    return first.value.values;
  } catch (error) {
    throw error instanceof UnreadableFile ? unreadable(error, null) : error;
  }
}

/** Values by field, without those that are empty; columns that are read into no field are not kept. */
function recordOf(values: readonly string[], { places }: MappedColumns): ImportRecord {
  return Object.fromEntries([...places].flatMap(([field, place]): [MappedField, string][] => (values[place]!.trim() === '' ? [] : [[field, values[place]!]])));
}

const unreadable = ({ message, fix, line }: UnreadableFile, id: string | null): ProblemError =>
  new ProblemError(422, 'file_unreadable', 'The file cannot be read', `${message} ${fix} Nothing of it was taken.`, { line, ...(id ? { import: id } : {}) });

function whyFailed(error: unknown): string {
  if (error instanceof UnreadableFile) return `${error.message} ${error.fix}`;
  if (error instanceof ProblemError) return error.detail;
  return 'The file could not be stored. Nothing of it was taken; send it again.';
}

/** What a person reads of a file that did not come whole. */
export const BROKEN_OFF = 'The upload broke off before its end. Nothing of it was taken; send it again.';
