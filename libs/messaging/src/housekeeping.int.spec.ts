import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { execute, insertRows, select } from '#persistence';
import { describeWithMysql, temporaryMysqlStore, type TemporaryStore } from '#testing';
import { Housekeeping } from './housekeeping.js';
import { messagingMigration } from './tables.js';

const DAY = 86_400_000;

describeWithMysql('housekeeping', () => {
  let place: TemporaryStore;
  let housekeeping: Housekeeping;
  beforeEach(async () => {
    place = await temporaryMysqlStore([messagingMigration('intake')]);
    housekeeping = new Housekeeping({ app: 'intake', work: place.store.work, edge: { random: () => 0.5 }, onError: (_event, failure) => { throw failure; } });
    housekeeping.start();
  });
  afterEach(async () => {
    await housekeeping.stop();
    await place.remove();
  });

  it('forgets inbox rows after 14 days, however many, and keeps younger ones', async () => {
    const now = Date.now();
    const rows = (amount: number, age: number) => Array.from({ length: amount }, (_, index) => ({ message_id: `${age}-${index}`, received_at: now - age * DAY }));
    await place.store.work.transact({ *write() { yield* insertRows('intake_inbox', [...rows(2_300, 15), ...rows(7, 13)]); } });
    await housekeeping.sweep();
    expect(await place.store.work.read(() => select("SELECT COUNT(*) AS kept, MAX(message_id LIKE '15-%') AS old FROM intake_inbox"))).toEqual([{ kept: 7, old: 0 }]);
  });

  it('forgets names that nobody locked for a day; they can be locked again', async () => {
    const lock = (name: string) => place.store.work.transact({ lock: [name] });
    await lock('old');
    await place.store.work.transact({ *write() { yield* execute('UPDATE platform_locks SET locked_at = locked_at - ?', [2 * DAY]); } });
    await lock('young');
    const names = async () => (await place.store.work.read(() => select('SELECT name FROM platform_locks'))).length;
    const before = await names();
    await housekeeping.sweep();
    expect(await names()).toBeLessThan(before);
    await lock('old');
    await lock('young');
  });
});
