import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { retryable } from '#contracts';
import { kafkaFailure } from './kafka-failure.js';
import { openKafkajs } from './kafkajs-client.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { TopicPlan } from './planned-topics.js';

const WAIT_MS = 30_000;

/** Reads and makes topics. Errors: BUS.*. */
export interface TopicAdmin {
  /** Those of these topics that exist, as they are. */
  describe(plans: readonly TopicPlan[]): Promise<TopicPlan[]>;
  create(plans: readonly TopicPlan[]): Promise<void>;
}

/** Opens an administrator, lets `use` work with it, closes it. */
export async function withTopicAdmin<T>(settings: KafkaSettings, use: (topics: TopicAdmin) => Promise<T>): Promise<T> {
  const admin = openKafkajs(settings, 'topics').admin();
  try {
    await admin.connect();
    return await use({ describe: (plans) => describe(admin, plans), create: (plans) => create(admin, plans) });
  } catch (error) {
    throw kafkaFailure(error, `The topics on ${settings.brokers.join(', ')} could not be read or made`);
  } finally {
    await admin.disconnect();
  }
}

async function describe(admin: Admin, plans: readonly TopicPlan[]): Promise<TopicPlan[]> {
  const existing = new Set(await admin.listTopics());
  const known = plans.filter(({ topic }) => existing.has(topic));
  if (known.length === 0) return [];
  const names = known.map(({ topic }) => topic);
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: known.map(({ topic, config }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(config) })) });
  const configs = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue]))]));
  return topics.map(({ name, partitions }) => ({ topic: name, partitions: partitions.length, replication: partitions[0]?.replicas.length ?? 0, config: configs.get(name) ?? {} }));
}

async function create(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  if (plans.length === 0) return;
  // A broker that has not heard of a topic yet would end kafkajs' own wait with an error.
  await admin.createTopics({
    waitForLeaders: false, timeout: WAIT_MS,
    topics: plans.map(({ topic, partitions, replication, config }) => ({ topic, numPartitions: partitions, replicationFactor: replication, configEntries: Object.entries(config).map(([name, value]) => ({ name, value })) })),
  });
  for (const until = Date.now() + WAIT_MS; ; await wait(100)) {
    const known = new Set(await admin.listTopics());
    if (plans.every(({ topic }) => known.has(topic))) return;
    if (Date.now() > until) throw retryable('BUS.SLOW', `The brokers took ${plans.length} topics and did not list them within ${WAIT_MS} ms. Look at their logs, then run this again.`);
  }
}
