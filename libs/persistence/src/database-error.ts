import { Failure, retryable, terminal } from '#contracts';

export const DUPLICATE = 'DATABASE.DUPLICATE';

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
  if (error instanceof Failure || !isErrorLike(error)) return error;
  const { code } = error;
  if (code === undefined || !code.startsWith('SQLITE_')) {
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

/** Asked by shape: the driver's errors come from native code, which may belong to another realm than ours. */
const isErrorLike = (error: unknown): error is Error & { code?: string } => typeof (error as Error | null)?.message === 'string';

/** True when a unit failed because a unique key exists: the work was done before. */
export const isDuplicate = (error: unknown): boolean => error instanceof Failure && error.code === DUPLICATE;
