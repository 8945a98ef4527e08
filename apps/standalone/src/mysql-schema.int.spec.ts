import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { busMigration, keptEventsMigration, outboxMigration } from '#messaging';
import { keyringMigration, select } from '#persistence';
import { serviceMigrations } from '#platform';
import { describeWithMysql, temporaryMysqlStore, type TemporaryStore } from '#testing';
import { services } from './start-standalone.js';

/** Reserved in MySQL 8.4 (dev.mysql.com, "Keywords and Reserved Words") and not in MariaDB 10.11, on which this runs. */
const RESERVED = new Set(`cube cume_dist dense_rank empty first_value function generated get grouping groups intersect io_after_gtids io_before_gtids json_table lag
  last_value lateral lead manual master_bind nth_value ntile of optimizer_costs parallel percent_rank qualify rank row row_number stored system tablesample virtual`.split(/\s+/));

describeWithMysql('the tables of all apps on MySQL', () => {
  let place: TemporaryStore;
  beforeAll(async () => { place = await temporaryMysqlStore([busMigration, keyringMigration, ...services.flatMap((service) => [outboxMigration(service.name), keptEventsMigration(service.name), ...serviceMigrations(service)])]); });
  afterAll(() => place.remove());
  const columns = () => place.store.work.read(() => select<{ name: string; type: string; collation: string | null }>(
    "SELECT CONCAT(table_name, '.', column_name) AS name, column_type AS type, collation_name AS collation FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name <> 'platform_migrations'"));

  it('compare text byte by byte, ids as ascii', async () => {
    const texts = (await columns()).filter(({ collation }) => collation !== null);
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter(({ type, collation }) => collation !== (type === 'varchar(64)' ? 'ascii_bin' : 'utf8mb4_bin'))).toEqual([]);
  });

  it('are transactional', async () => {
    const engines = await place.store.work.read(() => select<{ engine: string }>('SELECT DISTINCT engine AS engine FROM information_schema.tables WHERE table_schema = DATABASE()'));
    expect(engines).toEqual([{ engine: 'InnoDB' }]);
  });

  it('have no name that MySQL 8.4 keeps for itself', async () => {
    expect((await columns()).filter(({ name }) => name.split('.').some((word) => RESERVED.has(word.toLowerCase())))).toEqual([]);
  });

  it('need nothing when they are up to date', async () => {
    await place.reopen();
    expect(await place.store.dataSource.showMigrations()).toBe(false);
  });
});
