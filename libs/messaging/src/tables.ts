import { counter, integer, json, key, long, migration, table, text, time, type MigrationClass } from '#persistence';

/** The tables that every app has for its own messages: inbox, tasks and dead letters. */
export const messagingMigration = (app: string): MigrationClass => migration(`${app}_messaging`, 1, [
  table(`${app}_inbox`, { message_id: key(), received_at: time() }, { primary: ['message_id'], index: [['received_at']] }),
  table(`${app}_tasks`, {
    id: key(), kind: key(), task_key: key().nullable(), lane: text().nullable(), lead_id: key().nullable(), payload: json(),
    due_at: time(), attempt: integer(), token: integer(), leased_by: key().nullable(), leased_until: time().nullable(),
    failure: json().nullable(), created_at: time(),
  }, { primary: ['id'], unique: [['kind', 'task_key']], index: [['kind', 'due_at'], ['lane', 'id']] }),
  table(`${app}_dead_letters`, {
    id: key(), kind: key(), lead_id: key(), title: text(), detail: long(), fix: long(), failure: json(), attempts: integer(),
    body: json().nullable(), redrive: json().nullable(), state: key(), first_failed_at: time(),
    closed_by: text().nullable(), closed_because: long().nullable(),
  }, { primary: ['id'], index: [['state', 'first_failed_at']] }),
]);

/**
 * Events that are committed and not yet acknowledged by Kafka; `number` is their sequence, under which `<app>_events` has their text.
 * What is published again has a text of its own here. Embedded mode leaves it empty.
 */
export const outboxMigration = (app: string): MigrationClass => migration(`${app}_outbox`, 1, [
  table(`${app}_outbox`, { number: counter(), topic: key(), lead_id: key(), message: json().nullable(), claim_until: time() }, { primary: ['number'], index: [['claim_until']] }),
]);

/** Every event that an app has published, by its sequence. Embedded mode has its log instead. */
export const keptEventsMigration = (app: string): MigrationClass => migration(`${app}_events`, 1, [
  table(`${app}_events`, { number: integer(), lead_id: key(), message: json() }, { primary: ['number'], index: [['lead_id']] }),
]);

/** The log of the in-process bus: one row per event, one position per group and topic, one head that numbers them. */
export const busMigration: MigrationClass = migration('bus', 1, [
  table('bus_messages', { position: integer(), topic: key(), lead_id: key(), message: json(), published_at: time() }, { primary: ['position'], index: [['topic', 'position']] }),
  table('bus_positions', { app: key(), topic: key(), position: integer() }, { primary: ['app', 'topic'] }),
  table('bus_head', { name: key(), position: integer() }, { primary: ['name'] }),
]);
