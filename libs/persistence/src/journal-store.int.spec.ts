import { MemoryJournal } from '#journal';
import { describeJournal, describeWithMysql, temporaryMysqlStore, temporarySqliteStore, type TemporaryStore } from '#testing';
import { journalTables, migration, SqlJournal, type MigrationClass } from './index.js';

const describeOn = (engine: string, open: (migrations: readonly MigrationClass[]) => Promise<TemporaryStore>) => describeJournal(engine, async () => {
  const temporary = await open([migration('conformance_journal', 1, journalTables('conformance'))]);
  return { journal: new SqlJournal('conformance', temporary.store.work), close: () => temporary.remove() };
});

describeOn('SQLite', temporarySqliteStore);
describeWithMysql('MySQL', () => { describeOn('MySQL', temporaryMysqlStore); });

describeJournal('memory', async () => ({ journal: new MemoryJournal(), close: async () => undefined }));
