import { randomBytes } from 'node:crypto';
import { insertRows, selectOne, type Work } from './statement.js';
import { migration, type MigrationClass } from './migration.js';
import { blob, key, table, time } from './table.js';

/** One key per lead, and one per raw call. All apps reach it through this file only; destroying a key makes everything sealed under it unreadable. */
export const keyringMigration: MigrationClass = migration('keyring', 1, [
  table('keyring_keys', { key_id: key(), secret: blob(), created_at: time(), destroyed_at: time().nullable() }, { primary: ['key_id'] }),
]);

const KEY_BYTES = 32;

/** The name of a lead's key, as the `personal` wrapper carries it. */
export const keyIdOf = (leadId: string): string => `lead:${leadId}`;

/** The name of the key under which the bytes of a call rest. */
export const callKeyIdOf = (callId: string): string => `call:${callId}`;

/** Makes the keys of new leads (256 random bits each); leads that have one keep it. */
export const createKeys = (leadIds: readonly string[], now: number): Work<void> => makeKeys(leadIds.map(keyIdOf), now);

/** Makes keys by their names; one that exists, or existed and was destroyed, stays as it is. */
export function* makeKeys(keyIds: readonly string[], now: number): Work<void> {
  const secrets = randomBytes(KEY_BYTES * keyIds.length);
  yield* insertRows('keyring_keys', keyIds.map((keyId, index) => ({ key_id: keyId, secret: secrets.subarray(KEY_BYTES * index, KEY_BYTES * (index + 1)), created_at: now, destroyed_at: null })), { onDuplicate: 'ignore' });
}

/** A secret of an app that all its replicas share, e.g. for keyed digests: made at the first call, read at every later one. */
export function* secretKey(name: string, now: number): Work<Uint8Array> {
  const keyId = `secret:${name}`;
  yield* makeKeys([keyId], now);
  return (yield* selectOne<{ secret: Uint8Array }>('SELECT secret FROM keyring_keys WHERE key_id = ?', [keyId]))!.secret;
}
