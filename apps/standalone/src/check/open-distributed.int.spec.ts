import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { APPS, topics, type AppName, type EventMessage } from '#contracts';
import { keptEventsMigration, messagingMigration, openBrokerClient, outboxMigration } from '#messaging';
import { openMysqlStore } from '#persistence';
import { describeWithKafka, describeWithMysql, temporaryKafka, temporarySchema, type TemporaryKafka, type TemporarySchema } from '#testing';
import { schemaUrl } from './copy-schemas.js';
import { openDistributed } from './open-distributed.js';
import { runChecks, type Checked } from './run-checks.js';

const TOPIC = 'lead.captured.v1';
/** A claim that goes on for long. */
const IN_HAND = Date.UTC(2099, 0);
const event = (id: string, sequence: number, more: Partial<EventMessage> = {}): EventMessage => ({
  id, type: 'lead.captured', version: 1, producer: 'intake', leadId: 'lead-1', sequence, occurredAt: new Date(Date.UTC(2026, 10, 22, 9)).toISOString(), correlationId: id, causationId: null, data: {}, ...more,
});

/** An installation with nothing in it but the messages that the tests put there. */
describeWithMysql('checking a distributed installation', () => describeWithKafka('on MySQL and Kafka', () => {
  let schema: TemporarySchema;
  let kafka: TemporaryKafka;
  let name: string;

  beforeAll(async () => {
    [schema, kafka] = await Promise.all([temporarySchema(), temporaryKafka(topics.map(({ contract }) => contract.topic), 1)]);
    name = new URL(schema.url).pathname.slice(1);
    for (const one of [...APPS, 'outside']) await schema.administer(`CREATE DATABASE ${name}_${one}`);
    for (const app of APPS) await (await openMysqlStore({ url: schemaUrl(`${schema.url}_%`, app), migrations: [messagingMigration(app), outboxMigration(app), keptEventsMigration(app)] })).close();
    await schema.administer(`CREATE TABLE ${name}_outside.outside_spend (scope VARCHAR(64), held_micro BIGINT)`);
    const client = openBrokerClient(kafka.settings, 'spec');
    await client.produce([event('a', 1), event('b', 2), event('b', 2)].map((one) => ({ topic: TOPIC, key: one.leadId, value: JSON.stringify(one) })));
    await client.produce([{ topic: TOPIC, key: 'lead-1', value: 'no event' }]);
    await client.disconnect();
    for (const app of ['enrichment', 'console'] as const) await add(app, 'inbox', "('a', 0), ('b', 0)");
  }, 60_000);

  afterAll(async () => {
    for (const one of [...APPS, 'outside']) await schema.administer(`DROP DATABASE ${name}_${one}`);
    await Promise.all([schema.drop(), kafka.remove()]);
  }, 60_000);

  const add = (app: AppName, table: 'inbox' | 'outbox' | 'events', values: string) => schema.administer(`INSERT INTO ${name}_${app}.${app}_${table} VALUES ${values}`);
  /** An event that is committed and waits. */
  const put = async (number: number, one: EventMessage, claimUntil: number): Promise<void> => {
    await add('intake', 'outbox', `(${number}, '${TOPIC}', 'lead-1', NULL, ${claimUntil})`);
    await add('intake', 'events', `(${number}, 'lead-1', '${JSON.stringify({ ...one, sequence: number })}')`);
  };
  async function check({ outside = `${name}_outside`, brokers = true, atRest = false } = {}): Promise<Map<string, Checked>> {
    const store = await openDistributed({ database: `${schema.url}_%`, outside, kafka: brokers ? kafka.settings : null, atRest });
    const checked = runChecks(store);
    store.close();
    return new Map(checked.map((one) => [one.name, one]));
  }
  const breaksOf = (checked: Map<string, Checked>, invariant: string) => checked.get(invariant)!.breaks.map(({ id }) => id);

  it('takes an event that is on its topic twice for one, and what is no event for nothing', async () => {
    const checked = await check({ atRest: true });
    expect([...checked.values()].filter(({ state }) => state === 'broken')).toEqual([]);
    expect(['bus.events', 'bus.published', 'bus.taken'].map((one) => checked.get(one)!.looked)).toEqual([2, 0, 8]);
  });

  it('finds an event that an app that listens to it did not take in', async () => {
    await put(3, event('c', 0), IN_HAND);
    expect(breaksOf(await check({ atRest: true }), 'bus.taken')).toEqual(['enrichment/c', 'console/c']);
    expect(breaksOf(await check(), 'bus.taken')).toEqual([]);
  });

  it('finds an event that nobody publishes, but not one that somebody has in hand', async () => {
    await put(4, event('d', 0, { occurredAt: new Date(Date.UTC(2026, 10, 22, 10)).toISOString() }), Date.UTC(2026, 10, 22, 9, 58));
    expect(breaksOf(await check(), 'bus.published')).toEqual(['intake/4']);
    expect(breaksOf(await check({ atRest: true }), 'bus.published')).toEqual(['intake/3', 'intake/4']);
  });

  it('finds a second event with an id, a sequence given twice, and a cause that is nowhere', async () => {
    await put(5, event('a', 0), IN_HAND);
    await put(2, event('e', 0), IN_HAND);
    await put(6, event('f', 0, { causationId: 'nothing' }), IN_HAND);
    const { breaks } = (await check()).get('bus.events')!;
    expect(breaks.map(({ id, why }) => `${id}: ${why}`).sort()).toEqual([
      'a: another lead.captured has this id', 'a: another lead.captured has this id', 'b: intake gave sequence 2 twice for lead lead-1',
      'e: intake gave sequence 2 twice for lead lead-1', 'f: its cause nothing is nowhere',
    ]);
  });

  it('says of what it cannot see that it cannot, and why', async () => {
    const [withThem, without] = [await check(), await check({ brokers: false })];
    expect(withThem.get('bus.whole')).toMatchObject({ state: 'not-applicable', reason: 'Kafka keeps the events, and how far each app has read' });
    expect(withThem.get('intake.one-end')).toMatchObject({ state: 'absent', reason: 'there is no intake_submissions in this store' });
    expect(without.get('bus.events')).toMatchObject({ state: 'not-applicable', reason: expect.stringContaining('no brokers were named') });
    await kafka.admin.fetchTopicOffsets(kafka.settings.prefix + TOPIC); // kafkajs deletes on topics only that it has met
    await kafka.admin.deleteTopicRecords({ topic: kafka.settings.prefix + TOPIC, partitions: [{ partition: 0, offset: '1' }] });
    expect((await check()).get('bus.taken')).toMatchObject({ state: 'not-applicable', reason: `${TOPIC} begins at number 1: what is older is gone by its retention` });
  });

  it('names the schema that it cannot read, and an address without a place for the app', async () => {
    await expect(check({ outside: 'no_such_schema' })).rejects.toMatchObject({ code: 'CHECK.DATABASE', message: expect.stringContaining('no_such_schema') });
    expect(() => schemaUrl('mysql://user:p%40ss@host:3306/leadwright', 'intake')).toThrow(/% stands for the app/);
    expect(schemaUrl('mysql://user:p%40ss@host:3306/leadwright_%?tls=on', 'intake')).toBe('mysql://user:p%40ss@host:3306/leadwright_intake?tls=on');
  });
}));
