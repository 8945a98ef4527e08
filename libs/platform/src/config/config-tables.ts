import { integer, json, key, migration, table, text, time, type MigrationClass } from '#persistence';

/** Every app keeps the configuration versions it decided by. */
export const configMigration = (app: string): MigrationClass => migration(`${app}_configs`, 1, [
  table(`${app}_configs`, { kind: key(), version: integer(), hash: key(), published_at: time(), published_by: text(), document: json() }, { primary: ['kind', 'version'] }),
]);
