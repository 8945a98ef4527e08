import { flag, integer, json, key, long, migration, table, text, time, type MigrationClass } from '#persistence';

/** The effects ledger, and what delivery knows of each lead. `content` holds personal data in its wrapper. */
export const deliveryMigration: MigrationClass = migration('delivery', 1, [
  table('delivery_effects', {
    id: key(), kind: key(), target: key(), subject: key(), occasion: key(), occasion_rank: integer().nullable(), content: json(), cause: json(),
    state: key(), attempts: integer(), tries: integer(), uncertain: flag(), may_have_repeated: flag(),
    sentence: long().nullable(), vendor_said: text().nullable(), object_id: key().nullable(), object_type: key().nullable(),
    planned_at: time(), attempted_at: time().nullable(), settled_at: time().nullable(),
  }, { primary: ['id'], unique: [['kind', 'target', 'subject', 'occasion']], index: [['subject', 'state']] }),
  table('delivery_leads', { lead_id: key(), known: json(), updated_at: time() }, { primary: ['lead_id'] }),
]);
