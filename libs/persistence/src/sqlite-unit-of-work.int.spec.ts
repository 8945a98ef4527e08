import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertRows, key, migration, select, table, type SqlValue, type Unit } from '#persistence';
import { describeUnitOfWork, temporarySqliteStore, type TemporaryStore } from '#testing';

describeUnitOfWork('SQLite', async (migrations) => {
  const temporary = await temporarySqliteStore(migrations);
  return { work: temporary.store.work, close: () => temporary.remove() };
});

describe('units of one turn on SQLite', () => {
  let temporary: TemporaryStore;
  beforeAll(async () => { temporary = await temporarySqliteStore([migration('words', 1, [table('words', { word: key() }, { primary: ['word'] })])]); });
  afterAll(() => temporary.remove());

  const words = () => temporary.store.work.read(() => select<{ word: string }>('SELECT word FROM words ORDER BY word'));
  const saying = (word: SqlValue): Unit<undefined, undefined, unknown> => ({ *write() { yield* insertRows('words', [{ word }]); return word; } });

  it('share a transaction, and each sees what those before it wrote', async () => {
    const { work } = temporary.store;
    const counting: Unit<{ word: string }[], number, number> = { read: () => select('SELECT word FROM words'), decide: (rows) => rows.length };
    expect(await Promise.all([work.transact(saying('a')), work.transact(counting), work.transact(saying('b')), work.transact(counting)])).toEqual(['a', 1, 'b', 2]);
  });

  it('lets one that fails take no other along', async () => {
    const { work } = temporary.store;
    let runs = 0;
    const often: Unit<undefined, undefined, number> = { *write() { yield* insertRows('words', [{ word: 'd' }]); return (runs += 1); } };
    const ends = await Promise.allSettled([work.transact(saying('c')), work.transact(often), work.transact(saying('a')), work.transact(saying('e'))]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(runs).toBe(2);
    expect((await words()).map(({ word }) => word)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
