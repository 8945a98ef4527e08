import { randomBytes } from 'node:crypto';
import { insertRows, type Work } from './statement.js';
import { migration, type MigrationClass } from './migration.js';
import { blob, key, table, time } from './table.js';

/** One key per lead. All apps reach it through this file only; destroying a key makes everything sealed under it unreadable. */
export const keyringMigration: MigrationClass = migration('keyring', 1, [
  table('keyring_keys', { key_id: key(), secret: blob(), created_at: time(), destroyed_at: time().nullable() }, { primary: ['key_id'] }),
]);

/** The name of a lead's key, as the `personal` wrapper carries it. */
export const keyIdOf = (leadId: string): string => `lead:${leadId}`;

/** Makes the keys of new leads (256 random bits each); leads that have one keep it. */
export function* createKeys(leadIds: readonly string[], now: number, random: (bytes: number) => Uint8Array = randomBytes): Work<void> {
  const rows = leadIds.map((leadId) => ({ key_id: keyIdOf(leadId), secret: random(32), created_at: now, destroyed_at: null }));
  yield* insertRows('keyring_keys', rows, { onDuplicate: 'ignore' });
}
