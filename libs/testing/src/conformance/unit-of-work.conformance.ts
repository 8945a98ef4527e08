import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { afterCommit, blob, execute, inList, insertRows, integer, isDuplicate, key, long, migration, select, selectOne, table, type MigrationClass, type UnitOfWork, type Work } from '#persistence';

/** An open unit of work on an empty database with the migrations run. */
export interface OpenWork { readonly work: UnitOfWork; close(): Promise<void> }

const notes = migration('conformance', 1, [
  table('conformance_notes', { id: key(), body: long().nullable(), amount: integer(), bytes: blob().nullable() }, { primary: ['id'] }),
]);

const note = (id: string, body = id, amount = 0) => ({ id, body, amount, bytes: null });
const add = (id: string) => function* (): Work<void> { yield* insertRows('conformance_notes', [note(id)]); };
const ids = () => select<{ id: string }>('SELECT id FROM conformance_notes ORDER BY id');

/** What every unit of work must do, whatever the engine. */
export function describeUnitOfWork(name: string, open: (migrations: readonly MigrationClass[]) => Promise<OpenWork>): void {
  describe(`unit of work on ${name}`, () => {
    let opened: OpenWork;
    let work: UnitOfWork;
    beforeEach(async () => { opened = await open([notes]); work = opened.work; });
    afterEach(() => opened.close());
    const stored = async () => (await work.read(ids)).map(({ id }) => id);

    it('stores all of a unit', async () => {
      await work.transact({ *write() { yield* add('a')(); yield* add('b')(); } });
      expect(await stored()).toEqual(['a', 'b']);
    });

    it('stores nothing of a unit that fails anywhere, and hands the error on', async () => {
      await expect(work.transact({ *write() { yield* add('a')(); throw new RangeError('no'); } })).rejects.toThrow('no');
      await expect(work.transact({ write: add('b'), decide: () => { throw new RangeError('undecided'); } })).rejects.toThrow('undecided');
      expect(await stored()).toEqual([]);
    });

    // Two asynchronous transactions and a plain insert on one connection lost committed rows in TypeORM: A said "committed", B rolled back, the table was empty.
    it('keeps what was committed when another unit fails at the same time', async () => {
      const fail = work.transact({ *write() { yield* add('b')(); yield* ids(); throw new Error('B rolls back'); } });
      const results = await Promise.allSettled([work.transact({ read: ids, write: add('a') }), fail, work.transact({ write: add('c') })]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await stored()).toEqual(['a', 'c']);
    });

    it('runs read, decide and write of units under one lock one after the other', async () => {
      await work.transact({ write: add('counter') });
      await Promise.all(Array.from({ length: 50 }, () => work.transact({
        lock: ['counter'],
        read: () => selectOne<{ amount: number }>('SELECT amount FROM conformance_notes WHERE id = ?', ['counter']),
        decide: (row) => row!.amount + 1,
        *write(next: number) { yield* execute('UPDATE conformance_notes SET amount = ? WHERE id = ?', [next, 'counter']); },
      })));
      expect(await work.read(() => selectOne('SELECT amount FROM conformance_notes WHERE id = ?', ['counter']))).toEqual({ amount: 50 });
    });

    it('gives read and decision to write, and returns what write returns', async () => {
      const result = await work.transact({ *read() { return 20; }, decide: (state: number) => state + 1, *write(decision: number, state: number) { return decision + state; } });
      expect(result).toBe(41);
      expect(await work.transact({ decide: () => 'decided' })).toBe('decided');
    });

    it('says when a key exists, and skips or overwrites when asked to', async () => {
      await work.transact({ write: add('a') });
      const duplicate = await work.transact({ *write() { yield* add('b')(); yield* add('a')(); } }).catch((error: unknown) => error);
      expect(isDuplicate(duplicate)).toBe(true);
      expect(await stored()).toEqual(['a']);
      await work.transact({ *write() { yield* insertRows('conformance_notes', [note('a', 'skipped'), note('b')], { onDuplicate: 'ignore' }); } });
      await work.transact({ *write() { yield* insertRows('conformance_notes', [note('b', 'newer', 7), note('c')], { onDuplicate: { key: ['id'], update: ['body', 'amount'] } }); } });
      expect(await work.read(() => select('SELECT id, body, amount FROM conformance_notes ORDER BY id'))).toEqual([
        { id: 'a', body: 'a', amount: 0 }, { id: 'b', body: 'newer', amount: 7 }, { id: 'c', body: 'c', amount: 0 },
      ]);
    });

    it('inserts thousands of rows in one go and finds them by a list', async () => {
      const rows = Array.from({ length: 3_000 }, (_, index) => note(`n${String(index).padStart(4, '0')}`, 'x', index));
      expect(await work.transact({ *write() { return yield* insertRows('conformance_notes', rows); } })).toBe(3_000);
      const wanted = ['n0000', 'n1500', 'n2999'];
      expect(await work.read(() => select(`SELECT amount FROM conformance_notes WHERE id IN ${inList(wanted)} ORDER BY id`, wanted))).toEqual([{ amount: 0 }, { amount: 1_500 }, { amount: 2_999 }]);
    });

    it('keeps text, bytes, nulls and large integers as they are', async () => {
      const row = { id: 'x', body: "José ’ 冷 \u{1F9CA} 'quoted' \\ %_", amount: Number.MAX_SAFE_INTEGER, bytes: Buffer.from([0, 255, 10]) };
      await work.transact({ *write() { yield* insertRows('conformance_notes', [row, { id: 'y', body: null, amount: -1, bytes: null }]); } });
      const found = await work.read(() => select<typeof row>('SELECT * FROM conformance_notes ORDER BY id'));
      expect({ ...found[0], bytes: Buffer.from(found[0]!.bytes) }).toEqual(row);
      expect(found[1]).toEqual({ id: 'y', body: null, amount: -1, bytes: null });
    });

    it('tells what happens after the commit only when there is one', async () => {
      const told: string[] = [];
      await work.transact({ *write() { yield* afterCommit(() => told.push('committed')); yield* add('a')(); told.push('writing'); } });
      await work.transact({ *write() { yield* afterCommit(() => told.push('never')); throw new Error('no'); } }).catch(() => undefined);
      expect(told).toEqual(['writing', 'committed']);
    });
  });
}
