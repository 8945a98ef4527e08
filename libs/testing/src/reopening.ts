import type { Store } from '#persistence';

/** An empty store of a spec's own. `reopen` is what a restart after a crash sees. */
export interface TemporaryStore {
  readonly store: Store;
  reopen(): Promise<Store>;
  remove(): Promise<void>;
}

/** Opens a store again and again until its place is removed. One that is closed already, as by a crash, stays so. */
export async function reopening(open: () => Promise<Store>, remove: () => Promise<void>): Promise<TemporaryStore> {
  let store = await open();
  const close = async () => { if (store.dataSource.isInitialized) await store.close(); };
  return {
    get store() {
      return store;
    },
    async reopen() {
      await close();
      store = await open();
      return store;
    },
    async remove() {
      await close();
      await remove();
    },
  };
}
