import { json, key, migration, table, time, type MigrationClass } from '#persistence';

/** Whom no mail goes to any more, and who got a first mail when. Addresses are keyed digests; `person` holds one in its wrapper. */
export const outreachMigration: MigrationClass = migration('delivery', 2, [
  table('delivery_suppressions', { address_digest: key(), lead_id: key(), person: json(), suppressed_by: key(), suppressed_at: time() }, { primary: ['address_digest'] }),
  table('delivery_first_mails', { address_digest: key(), effect_id: key(), mailed_at: time() }, { primary: ['address_digest'] }),
]);
