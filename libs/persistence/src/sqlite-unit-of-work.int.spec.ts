import { describeUnitOfWork, temporarySqliteStore } from '#testing';

describeUnitOfWork('SQLite', async (migrations) => {
  const temporary = await temporarySqliteStore(migrations);
  return { work: temporary.store.work, close: () => temporary.remove() };
});
