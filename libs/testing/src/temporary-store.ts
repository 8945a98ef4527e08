import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type MigrationClass, type Store } from '#persistence';

/** A store on a real SQLite file in a folder of its own. `reopen` is what a restart after a crash sees. */
export interface TemporaryStore {
  readonly store: Store;
  reopen(): Promise<Store>;
  remove(): Promise<void>;
}

export async function temporaryStore(migrations: readonly MigrationClass[]): Promise<TemporaryStore> {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
  const open = () => openSqliteStore({ file: join(folder, 'leadwright.sqlite'), migrations });
  let store = await open();
  return {
    get store() {
      return store;
    },
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async remove() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
