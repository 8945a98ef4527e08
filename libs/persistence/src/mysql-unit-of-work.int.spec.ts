import { describeUnitOfWork, describeWithMysql, temporaryMysqlStore } from '#testing';

describeWithMysql('MySQL', () => {
  describeUnitOfWork('MySQL', async (migrations) => {
    const temporary = await temporaryMysqlStore(migrations);
    return { work: temporary.store.work, close: () => temporary.remove() };
  });
});
