import { Failure, retryable, terminal } from '#contracts';

const DUPLICATE = 'DATABASE.DUPLICATE';

/** SQLite result codes (sqlite.org/rescode.html) that may pass by themselves. */
const TRANSIENT: Record<string, string> = {
  SQLITE_BUSY: 'DATABASE.BUSY',
  SQLITE_LOCKED: 'DATABASE.BUSY',
  SQLITE_FULL: 'DATABASE.DISK_FULL',
  SQLITE_IOERR: 'DATABASE.IO',
  SQLITE_CANTOPEN: 'DATABASE.IO',
  SQLITE_READONLY: 'DATABASE.READ_ONLY',
};

/** A database error as a `Failure`: transient trouble is retryable, refused data is terminal, everything else passes unchanged. */
export function translateSqliteError(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) {
    return /database connection is not open/.test(error.message) ? retryable('DATABASE.CLOSED', 'The database is closed: this service is stopping.', { cause: error }) : error;
  }
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    return terminal(DUPLICATE, `A row with this key exists already: ${error.message}.`, { cause: error });
  }
  const family = code.split('_').slice(0, 2).join('_');
  const transient = TRANSIENT[family];
  if (transient) return retryable(transient, `The database could not take this now (${code}): ${error.message}.`, { cause: error });
  return terminal('DATABASE.REFUSED', `The database refused this (${code}): ${error.message}.`, { cause: error });
}

/** True when a unit failed because a unique key exists: the work was done before. */
export const isDuplicate = (error: unknown): boolean => error instanceof Failure && error.code === DUPLICATE;
