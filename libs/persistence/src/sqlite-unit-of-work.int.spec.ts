import { describeUnitOfWork, temporaryStore } from '#testing';

describeUnitOfWork('SQLite', async (migrations) => {
  const temporary = await temporaryStore(migrations);
  return { work: temporary.store.work, close: () => temporary.remove() };
});
