import { Failure, retryable, terminal } from '#contracts';
import { DUPLICATE } from './database-error.js';

/** Numbers of the server's errors that may pass by themselves (MySQL 8.4 and MariaDB 10.11 error references). */
const TRANSIENT: Record<number, string> = {
  1205: 'DATABASE.BUSY', 1213: 'DATABASE.BUSY', 1020: 'DATABASE.BUSY', 3572: 'DATABASE.BUSY',
  1040: 'DATABASE.CONNECTIONS', 1203: 'DATABASE.CONNECTIONS', 1226: 'DATABASE.CONNECTIONS',
  1317: 'DATABASE.INTERRUPTED', 1927: 'DATABASE.INTERRUPTED', 1969: 'DATABASE.INTERRUPTED', 3024: 'DATABASE.INTERRUPTED', 3169: 'DATABASE.INTERRUPTED', 1053: 'DATABASE.INTERRUPTED',
  1021: 'DATABASE.DISK_FULL', 1114: 'DATABASE.DISK_FULL', 3019: 'DATABASE.DISK_FULL',
  1026: 'DATABASE.IO', 1030: 'DATABASE.IO', 1180: 'DATABASE.IO',
  1290: 'DATABASE.READ_ONLY', 1792: 'DATABASE.READ_ONLY', 1836: 'DATABASE.READ_ONLY',
  1044: 'DATABASE.ACCESS', 1045: 'DATABASE.ACCESS', 1049: 'DATABASE.ACCESS',
};
const DUPLICATE_KEY = new Set([1062, 1586]);

/**
 * An error of the driver as a `Failure`. `lost`: the connection is gone; then the error's own code says nothing
 * (mysql2 reports a closed connection with none at all), and the answer to the statement is unknown.
 */
export function translateMysqlError(error: unknown, lost: boolean): Failure {
  if (error instanceof Failure) return error;
  const { message, errno, code } = error as { message: string; errno?: number; code?: string };
  if (errno !== undefined && DUPLICATE_KEY.has(errno)) return terminal(DUPLICATE, `A row with this key exists already: ${message}.`, { cause: error });
  const transient = errno === undefined ? undefined : TRANSIENT[errno];
  if (transient) return retryable(transient, `The database could not take this now (${code}): ${message}.`, { cause: error });
  if (lost) return retryable('DATABASE.LOST', `The connection to the database is lost (${code ?? 'closed'}): ${message}.`, { cause: error });
  return terminal('DATABASE.REFUSED', `The database refused this (${code}): ${message}.`, { cause: error });
}
