import { integer, json, key, migration, table, text, time, type MigrationClass } from '#persistence';

/** What came in, how each submission ended, and who is who. `body` holds personal data in its wrapper. */
export const intakeMigrations: readonly MigrationClass[] = [migration('intake', 1, [
  // One row per accepted call. The first one with a sender's id holds its `call_key`; a repeat or a conflict names that first one instead.
  table('intake_calls', {
    id: key(), connection: key(), call_key: key().nullable(), body_digest: key(), body: json().nullable(),
    repeats: key().nullable(), conflicts_with: key().nullable(), answer: json().nullable(), received_at: time(),
  }, { primary: ['id'], unique: [['call_key']], index: [['connection', 'received_at']] }),
  // `call_id` is the call whose bytes it is read from; `lead_id` the lead it ended in, or the one it would have been.
  table('intake_submissions', {
    id: key(), call_id: key(), ordinal: integer(), connection: key(), outcome: key(), lead_id: key(), matched_by: key().nullable(), rule: text().nullable(), at: time(),
  }, { primary: ['id'], index: [['call_id', 'ordinal'], ['lead_id'], ['connection', 'at']] }),
  table('intake_claims', { digest: key(), kind: key(), lead_id: key(), claimed_at: time() }, { primary: ['digest'], index: [['lead_id']] }),
  table('intake_leads', { lead_id: key(), snapshot: json(), updated_at: time() }, { primary: ['lead_id'] }),
]), migration('intake', 2, [
  // A call of a CRM that carries ids only. `told`: how many known leads its changes were told of; null until then.
  table('intake_announcements', { call_id: key(), leads: integer(), changes: integer(), others: integer(), told: integer().nullable() }, { primary: ['call_id'] }),
  // Announced leads that are still to be read back; they become submissions under these ids.
  table('intake_readings', {
    submission_id: key(), lead_id: key(), call_id: key(), ordinal: integer(), connection: key(), object_id: key(), sender_id: text(), at: time(),
  }, { primary: ['submission_id'], index: [['connection', 'submission_id'], ['call_id']] }),
])];
