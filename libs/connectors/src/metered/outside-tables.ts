import { integer, key, migration, table, text, time, type MigrationClass } from '#persistence';

/**
 * What was asked of the outside world and what it may have cost. Shared by the apps that call out; they reach it through
 * this lib only. `outside_spend` has one row per ceiling: money that is settled, reserved or unknown counts as held.
 */
export const outsideMigration: MigrationClass = migration('outside', 1, [
  table('outside_calls', {
    id: key(), lead_id: key(), provider: key(), day: key(), purpose: text(), state: key(),
    reserved_micro: integer(), charged_micro: integer().nullable(), reserved_at: time(), settled_at: time().nullable(),
  }, { primary: ['id'], index: [['lead_id'], ['provider', 'day'], ['state', 'reserved_at']] }),
  table('outside_spend', { scope: text(), held_micro: integer() }, { primary: ['scope'] }),
]);
