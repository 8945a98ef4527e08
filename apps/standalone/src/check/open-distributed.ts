import Database from 'better-sqlite3';
import type { KafkaSettings } from '#messaging';
import { CheckedStore } from './checked-store.js';
import { copyEvents } from './copy-events.js';
import { copySchemas } from './copy-schemas.js';

/** A distributed installation. */
export interface Installation {
  /** `mysql://user:password@host:3306/leadwright_%`: `%` stands for the app. Its user may read all schemas. */
  readonly database: string;
  /** The schema that the apps share. */
  readonly outside: string;
  /** Where the events are; without it, what needs them is not checked. */
  readonly kafka: KafkaSettings | null;
  readonly atRest: boolean;
}

/**
 * Copies what the invariants look at into a store of this process that goes with it: all schemas as they are at one moment, then the events.
 * So one set of invariants, in one dialect, serves both modes. While services run, what happens between schemas and events can look broken.
 * Errors: CHECK.DATABASE, terminal; BUS.*.
 */
export async function openDistributed({ database, outside, kafka, atRest }: Installation): Promise<CheckedStore> {
  // No name: a file of SQLite's own, which is gone when it is closed.
  const scratch = new Database('');
  scratch.exec('BEGIN');
  const readAt = await copySchemas(database, outside, scratch);
  return new CheckedStore(scratch, { kind: 'distributed', notKept: await copyEvents(kafka, scratch), readAt, atRest });
}
