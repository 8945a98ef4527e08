import { MemoryJournal } from '#journal';
import { describeJournal, temporarySqliteStore } from '#testing';
import { journalTables, migration, SqlJournal } from './index.js';

describeJournal('SQLite', async () => {
  const temporary = await temporarySqliteStore([migration('conformance_journal', 1, journalTables('conformance'))]);
  return { journal: new SqlJournal('conformance', temporary.store.work), close: () => temporary.remove() };
});

describeJournal('memory', async () => ({ journal: new MemoryJournal(), close: async () => undefined }));
