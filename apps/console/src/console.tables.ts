import { counter, flag, integer, json, key, long, migration, table, text, time } from '#persistence';

/** Everything that console keeps. Projections can be rebuilt from the topics; people, sessions, decisions and the audit cannot. */
export const consoleMigration = migration('console', 1, [
  // One row per lead, as lists and counts need it. `shown` is the row as it is listed; the parts it is made of stand in the document.
  table('console_leads', {
    id: key(), known: flag(), status: key(), verdict: key().nullable(), connection: key(),
    owner_kind: key().nullable(), owner_id: key().nullable(), waiting: flag(), researching: flag(), spent_micro: integer(),
    sort_rank: integer(), sort_time: integer(), captured_at: time(), answered_at: time().nullable(), search: long(), shown: json(),
  }, {
    primary: ['id'],
    index: [
      ['known', 'sort_rank', 'sort_time', 'id'],
      ['owner_kind', 'owner_id', 'sort_rank', 'sort_time', 'id'],
      ['known', 'owner_kind', 'verdict', 'waiting', 'researching', 'spent_micro'],
      ['answered_at'],
    ],
  }),
  table('console_lead_documents', { lead_id: key(), document: json() }, { primary: ['lead_id'] }),
  table('console_submissions', { id: key(), lead_id: key(), outcome: key(), rule: text().nullable(), connection: key() }, { primary: ['id'], index: [['outcome']] }),
  table('console_timeline', { id: key(), lead_id: key(), at: time(), kind: key(), title: long(), detail: long().nullable(), link: text().nullable() }, { primary: ['id'], index: [['lead_id', 'at']] }),
  table('console_drafts', {
    id: key(), lead_id: key(), sequence: integer(), state: key(), content_hash: key().nullable(), drafted_at: time(), document: json(),
    approval_id: key().nullable(), decided_by: key().nullable(), decided_at: time().nullable(), reason: long().nullable(),
  }, { primary: ['id'], unique: [['approval_id']], index: [['lead_id', 'sequence'], ['state', 'drafted_at']] }),
  table('console_effects', { id: key(), lead_id: key(), sequence: integer(), kind: key(), state: key(), occasion: text(), at: time(), document: json() }, { primary: ['id'], index: [['lead_id', 'at'], ['state'], ['occasion']] }),
  table('console_attention', { id: key(), lead_id: key(), sequence: integer(), app: key(), kind: key(), state: key(), at: time(), document: json() }, { primary: ['id'], index: [['lead_id', 'state'], ['state', 'at'], ['kind', 'state']] }),
  table('console_erased', { lead_id: key(), erased_at: time() }, { primary: ['lead_id'] }),

  table('console_people', { user_id: key(), name: text(), email: text(), role: key(), rep: key().nullable(), active: flag() }, { primary: ['user_id'] }),
  table('console_sign_in_links', { token_hash: key(), user_id: key(), expires_at: time() }, { primary: ['token_hash'] }),
  table('console_sessions', { session_hash: key(), user_id: key(), started_at: time(), seen_at: time() }, { primary: ['session_hash'], index: [['seen_at']] }),
  table('console_audit', { id: key(), at: time(), user_id: key(), action: key(), subject: key(), detail: long().nullable() }, { primary: ['id'], index: [['subject', 'at']] }),
  table('console_announced_configs', { kind: key(), version: integer() }, { primary: ['kind', 'version'] }),
]);

/** What changed, for the screens of other replicas: kept for a minute. */
export const noticesMigration = migration('console', 3, [
  table('console_notices', { number: counter(), holder: key(), at: time(), notice: json() }, { primary: ['number'], index: [['at']] }),
]);

/** The text that a version of configuration was written in, with its comments. */
export const configTextsMigration = migration('console', 2, [
  table('console_config_texts', { kind: key(), version: integer(), yaml: long() }, { primary: ['kind', 'version'] }),
]);
