import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type MigrationClass } from '#persistence';
import { reopening, type TemporaryStore } from './reopening.js';
import { temporaryMysqlStore } from './temporary-mysql.js';

/** A store on the engine that `TEST_STORE` names: `sqlite` (default) or `mysql`. For specs of what stands on a store. */
export const temporaryStore = (migrations: readonly MigrationClass[], folder?: string): Promise<TemporaryStore> =>
  (process.env.TEST_STORE === 'mysql' ? temporaryMysqlStore(migrations) : temporarySqliteStore(migrations, folder));

/** A store on a real SQLite file in `folder`, or in a folder of its own. */
export async function temporarySqliteStore(migrations: readonly MigrationClass[], folder = mkdtempSync(join(tmpdir(), 'leadwright-'))): Promise<TemporaryStore> {
  const open = () => openSqliteStore({ file: join(folder, 'leadwright.sqlite'), migrations });
  return reopening(open, async () => { rmSync(folder, { recursive: true }); });
}
