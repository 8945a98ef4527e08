import { integer, json, key, long, migration, table, text, time, type MigrationClass } from '#persistence';

/** Files of leads and their lines. `record` holds personal data in its wrapper, under a key of the import, and only until the line became a submission. */
export const importsMigration: MigrationClass = migration('intake', 3, [
  // `import_key` is held by an import that did not fail; `touched_at` is when the last lines of its file came.
  table('intake_imports', {
    id: key(), connection: key(), state: key(), import_key: key().nullable(), file_digest: key().nullable(), columns: json(), started_by: text(),
    failed: long().nullable(), received_at: time(), touched_at: time(), done_at: time().nullable(),
  }, { primary: ['id'], unique: [['import_key']], index: [['received_at']] }),
  // `outcome` is null while the line waits. `field` is the one that a reason is about.
  table('intake_import_lines', {
    import_id: key(), line: integer(), outcome: key().nullable(), field: key().nullable(), reason: long().nullable(), fix: long().nullable(), record: json().nullable(),
  }, { primary: ['import_id', 'line'], index: [['import_id', 'outcome', 'line']] }),
]);
