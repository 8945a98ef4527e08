import type { MigrationClass } from './migration.js';

/** The tables that more than one app writes: the keys of personal data, and the calls to the outside with what they cost. */
const SHARED = /(?<![\w.'"`])(?:keyring|outside)_\w+/g;

/** Splits migrations by the schema they belong to: an app's own, and the one that all apps share. */
export function splitShared(migrations: readonly MigrationClass[]): { own: MigrationClass[]; shared: MigrationClass[] } {
  const { own = [], shared = [] } = Object.groupBy(new Set(migrations), (one) => (/^(?:keyring|outside)_/.test(new one().name ?? '') ? 'shared' : 'own'));
  return { own, shared };
}

/** The statement of an app with a schema of its own: shared tables stand under theirs. `null`: there is one schema for all. */
export const qualified = (sql: string, schema: string | null): string =>
  (schema === null || (!sql.includes('outside_') && !sql.includes('keyring_')) ? sql : sql.replace(SHARED, `${schema}.$&`));
