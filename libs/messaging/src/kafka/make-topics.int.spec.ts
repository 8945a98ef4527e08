import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { topics } from '#contracts';
import { describeWithKafka, temporaryKafka, until, type TemporaryKafka } from '#testing';
import { withTopicAdmin } from './kafkajs-topics.js';
import { makeTopics } from './make-topics.js';
import { plannedTopics } from './planned-topics.js';

describeWithKafka('topics on real brokers', () => {
  let kafka: TemporaryKafka;
  const all = topics.length;
  beforeAll(async () => { kafka = await temporaryKafka([]); });
  afterAll(() => kafka.remove());

  const plans = (partitions: number) => plannedTopics({ partitions, replication: -1, retentionDays: 7, prefix: kafka.settings.prefix });
  const run = (partitions: number, dryRun = false) => withTopicAdmin(kafka.settings, (admin) => makeTopics(admin, plans(partitions), { dryRun }));
  const own = async () => (await kafka.admin.listTopics()).filter((topic) => topic.startsWith(kafka.settings.prefix));

  it('are made when they are missing, and only told of before', async () => {
    expect((await run(2, true)).at(-1)).toBe(`${all} topics: ${all} would be made, 0 there already, 0 differences.`);
    expect(await own()).toEqual([]);
    expect((await run(2)).at(-1)).toBe(`${all} topics: ${all} made, 0 there already, 0 differences.`);
    expect((await own()).sort()).toEqual(plans(2).map(({ topic }) => topic).sort());
  });

  it('stay as they are the second time, differences told', async () => {
    expect(await run(2)).toEqual([`${all} topics: 0 made, ${all} there already, 0 differences.`]);
    const lines = await run(5);
    expect(lines).toHaveLength(all); // All but the compacted one, and the sum.
    expect(lines[0]).toContain('has 2 partitions, 5 are planned');
    expect((await kafka.admin.fetchTopicMetadata({ topics: [plans(2)[0]!.topic] })).topics[0]!.partitions).toHaveLength(2);
  });

  it('are made again where one is gone', async () => {
    const gone = plans(2)[3]!.topic;
    await kafka.admin.deleteTopics({ topics: [gone] });
    await until('brokers have forgotten it', async () => !(await own()).includes(gone));
    expect((await run(2)).at(-1)).toBe(`${all} topics: 1 made, ${all - 1} there already, 0 differences.`);
  });
});
