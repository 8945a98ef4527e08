import { json, key, migration, table, time, type MigrationClass } from '#persistence';

/** How far each CRM was asked for leads that no call told of, and which of its objects came in at all. */
export const reconcileMigration: MigrationClass = migration('intake', 4, [
  // `started_at`: what was made before it is none of ours. `watermark`: everything that changed before it was seen, by the CRM's clock.
  // `position` is set while more pages wait. `attention` is the open item that says why the CRM cannot be asked.
  table('intake_reconciliations', { connection: key(), started_at: time(), watermark: time(), position: json().nullable(), attention: key().nullable() }, { primary: ['connection'] }),
  // Objects that were announced once, by a call or by reconciliation, whatever became of them.
  table('intake_objects', { digest: key(), connection: key(), at: time() }, { primary: ['digest'] }),
]);
