import { describe, expect, it } from '@jest/globals';
import { migration } from './migration.js';
import { keyringMigration } from './keyring.js';
import { qualified, splitShared } from './shared-tables.js';

describe('shared tables', () => {
  it.each([
    ['SELECT secret FROM keyring_keys WHERE key_id = ?', 'SELECT secret FROM leadwright_outside.keyring_keys WHERE key_id = ?'],
    ['SELECT c.id FROM outside_calls c JOIN outside_spend ON 1 = 1', 'SELECT c.id FROM leadwright_outside.outside_calls c JOIN leadwright_outside.outside_spend ON 1 = 1'],
    ['UPDATE intake_leads SET told_outside_at = 1', 'UPDATE intake_leads SET told_outside_at = 1'],
    ["SELECT * FROM leadwright_outside.outside_calls WHERE kind = 'outside_calls'", "SELECT * FROM leadwright_outside.outside_calls WHERE kind = 'outside_calls'"],
  ])('%s', (sql, expected) => {
    expect(qualified(sql, 'leadwright_outside')).toBe(expected);
    expect(qualified(sql, null)).toBe(sql);
  });

  it('are made in a schema beside that of the app', () => {
    const own = migration('intake', 1, []);
    expect(splitShared([own, keyringMigration, own])).toEqual({ own: [own], shared: [keyringMigration] });
  });
});
