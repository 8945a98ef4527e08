import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { CuttingProxy, describeWithMysql, temporarySchema, until, type TemporarySchema } from '#testing';
import { blob, execute, insertRows, integer, isDuplicate, key, migration, openMysqlStore, select, selectOne, table, text, type Store, type Work } from './index.js';

const notes = migration('conformance', 1, [
  table('conformance_notes', { id: key(), amount: integer(), note: text(), bytes: blob().nullable() }, { primary: ['id'] }),
]);
const note = (id: string, amount = 0, words = '') => ({ id, amount, note: words, bytes: null });
const add = (...ids: string[]) => function* (): Work<void> { yield* insertRows('conformance_notes', ids.map((id) => note(id))); };

describeWithMysql('unit of work on MySQL in trouble', () => {
  let schema: TemporarySchema;
  let proxy: CuttingProxy;
  let store: Store;
  const opened: Store[] = [];
  const open = async (limits = {}) => {
    const through = Object.assign(new URL(schema.url), { hostname: '127.0.0.1', port: String(proxy.port) }).href;
    opened.push(await openMysqlStore({ url: through, migrations: [notes], limits }));
    return opened.at(-1)!;
  };
  beforeEach(async () => {
    schema = await temporarySchema();
    const { hostname, port } = new URL(schema.url);
    proxy = await CuttingProxy.open({ host: hostname, port: Number(port || 3306) });
    store = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await proxy.close();
    await schema.drop();
  });
  const ids = async () => (await store.work.read(() => select<{ id: string }>('SELECT id FROM conformance_notes ORDER BY id'))).map(({ id }) => id);
  const connections = async () => (await schema.administer<{ id: number }[]>(`SELECT id FROM information_schema.processlist WHERE db = '${new URL(schema.url).pathname.slice(1)}'`)).map(({ id }) => id);

  /** A connection that is ready: what is cut afterwards is the unit's own. */
  const warmUp = () => store.work.transact({ *write() { yield* select('SELECT 1'); } });

  it('stores once what was committed though the answer was lost, and knows its result', async () => {
    let runs = 0;
    await warmUp();
    proxy.arm('COMMIT', 'after');
    const result = await store.work.transact({ *write() { runs += 1; yield* insertRows('conformance_notes', [note(`run-${runs}`)]); return `run-${runs}`; } });
    expect({ result, runs, cuts: proxy.cuts, ids: await ids() }).toEqual({ result: 'run-1', runs: 1, cuts: 1, ids: ['run-1'] });
  });

  it('stores once what never reached the server', async () => {
    let runs = 0;
    await warmUp();
    proxy.arm('COMMIT', 'before');
    const result = await store.work.transact({ *write() { runs += 1; yield* insertRows('conformance_notes', [note(`run-${runs}`)]); return `run-${runs}`; } });
    expect({ result, runs, ids: await ids() }).toEqual({ result: 'run-2', runs: 2, ids: ['run-2'] });
  });

  it.each(['before', 'after'] as const)('runs a unit again as a whole when its connection is cut in the middle (%s)', async (cut) => {
    proxy.arm("'b'", cut);
    await store.work.transact({ *write() { yield* add('a')(); yield* add('b')(); } });
    expect([proxy.cuts, await ids()]).toEqual([1, ['a', 'b']]);
  });

  it('gives up after five tries, as something that may pass', async () => {
    proxy.arm("'a'", 'before', 100);
    await expect(store.work.transact({ write: add('a') })).rejects.toMatchObject({ code: 'DATABASE.LOST', retryable: true });
    expect(proxy.cuts).toBe(5);
    proxy.arm('nothing', 'before', 0);
    expect(await ids()).toEqual([]);
  });

  it('goes on after all its connections were killed, idle ones and those at work', async () => {
    const work = Promise.all(Array.from({ length: 40 }, (_, index) => store.work.transact({
      *write() { yield* add(`n${String(index).padStart(2, '0')}`)(); yield* select('SELECT SLEEP(0.02)'); },
    })));
    for (let round = 0; round < 3; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (const id of await connections()) await schema.administer(`KILL ${id}`).catch(() => undefined);
    }
    await work;
    expect((await ids()).length).toBe(40);
  });

  it('resolves deadlocks: units that meet crosswise are all stored', async () => {
    await store.work.transact({ write: add('a', 'b') });
    const bump = (first: string, second: string) => store.work.transact({
      *write() {
        yield* execute('UPDATE conformance_notes SET amount = amount + 1 WHERE id = ?', [first]);
        yield* select('SELECT SLEEP(0.01)');
        yield* execute('UPDATE conformance_notes SET amount = amount + 1 WHERE id = ?', [second]);
      },
    });
    await Promise.all([bump('a', 'b'), bump('b', 'a'), bump('a', 'b'), bump('b', 'a')]);
    expect(await store.work.read(() => select('SELECT amount FROM conformance_notes'))).toEqual([{ amount: 4 }, { amount: 4 }]);
  });

  it('keeps no half of a unit that waited too long for a lock, even where the work catches the error', async () => {
    await store.work.transact({ write: add('held') });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => { release = resolve; });
    const holder = await open();
    const holding = holder.work.transact({
      lock: ['x'],
      *write() {
        yield* execute('UPDATE conformance_notes SET amount = 1 WHERE id = ?', ['held']);
        yield* select('SELECT SLEEP(6.5)');
      },
    }).then(release);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const tries: number[] = [];
    const waiting = store.work.transact({
      *write() {
        tries.push(tries.length);
        yield* insertRows('conformance_notes', [note(`half-${tries.length}`)]);
        try {
          yield* execute('UPDATE conformance_notes SET amount = amount + 10 WHERE id = ?', ['held']);
        } catch {
          return 'swallowed';
        }
        return 'whole';
      },
    });
    expect(await waiting).toBe('whole');
    await Promise.all([holding, released]);
    expect(tries.length).toBe(2);
    expect(await ids()).toEqual(['half-2', 'held']);
    expect(await store.work.read(() => selectOne('SELECT amount FROM conformance_notes WHERE id = ?', ['held']))).toEqual({ amount: 11 });
  });

  it('says so when no connection is free in time, and works again when one is', async () => {
    const small = await open({ size: 1, acquireMs: 200 });
    const slow = small.work.transact({ *write() { yield* select('SELECT SLEEP(1)'); } });
    await until('it is at work', async () => (await schema.administer<{ amount: number }[]>("SELECT COUNT(*) AS amount FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(1)%'"))[0]!.amount === 1);
    await expect(small.work.transact({ write: add('a') })).rejects.toMatchObject({ code: 'DATABASE.POOL', retryable: true, retryAfterMs: 2_000 });
    await slow;
    await small.work.transact({ write: add('b') });
    expect(await ids()).toEqual(['b']);
  });

  it('takes a server that does not answer for a lost one', async () => {
    const hasty = await open({ statementMs: 300 });
    let runs = 0;
    await hasty.work.transact({ *write() { runs += 1; if (runs === 1) yield* select('SELECT SLEEP(3)'); yield* add(`run-${runs}`)(); } });
    expect(await ids()).toEqual(['run-2']);
  });

  it('refuses what is no value of its column instead of cutting it', async () => {
    const refused = (row: object, onDuplicate: 'fail' | 'ignore' = 'fail') => store.work.transact({ *write() { yield* insertRows('conformance_notes', [{ ...note('x'), ...row }], { onDuplicate }); } }).catch((error: unknown) => error);
    for (const row of [{ id: 'é' }, { id: 'x'.repeat(65) }, { note: 'x'.repeat(513) }, { amount: 'many' }]) {
      expect(await refused(row)).toMatchObject({ code: 'DATABASE.REFUSED', retryable: false });
      expect(await refused(row, 'ignore')).toMatchObject({ code: 'DATABASE.REFUSED', retryable: false });
    }
    expect(await ids()).toEqual([]);
  });

  it('keeps apart keys that differ in case only', async () => {
    await store.work.transact({ write: add('a', 'A') });
    expect(await ids()).toEqual(['A', 'a']);
    expect(isDuplicate(await store.work.transact({ write: add('A') }).catch((error: unknown) => error))).toBe(true);
  });

  it('reads one view, whatever is committed meanwhile', async () => {
    const counts = await store.work.read(function* () {
      const before = yield* select('SELECT id FROM conformance_notes');
      yield* select('SELECT SLEEP(0.3)');
      return [before.length, (yield* select('SELECT id FROM conformance_notes')).length];
    });
    const [seen] = await Promise.all([store.work.read(function* () {
      const before = yield* select('SELECT id FROM conformance_notes');
      yield* select('SELECT SLEEP(0.5)');
      return [before.length, (yield* select('SELECT id FROM conformance_notes')).length];
    }), new Promise((resolve) => setTimeout(resolve, 100)).then(() => store.work.transact({ write: add('a') }))]);
    expect([counts, seen, await ids()]).toEqual([[0, 0], [0, 0], ['a']]);
  });
});
