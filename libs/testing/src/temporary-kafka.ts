import { randomBytes } from 'node:crypto';
import type { Admin, Kafka } from 'kafkajs';
import { openKafkajs, type KafkaSettings } from '#messaging';
import { describeWith, testBrokers } from './test-servers.js';

/** Specs that need Apache Kafka. */
export const describeWithKafka = (name: string, specs: () => void): void =>
  describeWith(testBrokers(), name, 'there is no Kafka. Run "npm run infra:up", or set TEST_KAFKA_BROKERS.', specs);

/** Topics and groups of a spec's own: the settings carry a prefix that nobody else has. */
export interface TemporaryKafka {
  readonly settings: KafkaSettings;
  /** kafkajs itself, to do what no client of ours would. */
  readonly kafka: Kafka;
  readonly admin: Admin;
  remove(): Promise<void>;
}

export async function temporaryKafka(topics: readonly string[], partitions = 3): Promise<TemporaryKafka> {
  const brokers = testBrokers()!;
  const prefix = `t${randomBytes(6).toString('hex')}.`;
  const settings: KafkaSettings = { brokers, tls: null, sasl: null, sessionMs: 6_000, prefix };
  const kafka = openKafkajs(settings, 'spec');
  const admin = kafka.admin();
  await admin.connect();
  if (topics.length > 0) await admin.createTopics({ waitForLeaders: true, topics: topics.map((topic) => ({ topic: prefix + topic, numPartitions: partitions })) });
  return {
    settings, kafka, admin,
    async remove() {
      const own = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
      if (own.length > 0) await admin.deleteTopics({ topics: own });
      const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((group) => group.startsWith(prefix));
      if (groups.length > 0) await admin.deleteGroups(groups);
      await admin.disconnect();
    },
  };
}
