import { randomBytes } from 'node:crypto';
import { kafkaFailure } from './kafka-failure.js';
import type { KafkaSettings } from './kafka-settings.js';
import { openKafkajs } from './kafkajs-client.js';

/** A topic of which older records are gone by its retention, and the first number that is still there on the partition that lost most. */
export interface Shortened { readonly topic: string; readonly from: number }

/**
 * Reads every record of these topics, from the first that is kept to the last that is there when it begins. `take` may be given a record twice.
 * It stores no position: its group is of this call only, and brokers drop a group that has neither members nor positions.
 * Rights: Describe and Read on the topics, Read on groups `<prefix>check-…`. Errors: BUS.*.
 */
export async function readTopics(settings: KafkaSettings, topics: readonly string[], take: (topic: string, value: string) => void): Promise<Shortened[]> {
  const { prefix } = settings;
  const kafka = openKafkajs(settings, 'check');
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `${prefix}check-${randomBytes(6).toString('hex')}`, allowAutoTopicCreation: false, maxWaitTimeInMs: 200, retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) } });
  const read = Promise.withResolvers<void>();
  consumer.on(consumer.events.CRASH, ({ payload }) => read.reject(payload.error));
  try {
    await admin.connect();
    const spans = (await Promise.all(topics.map(async (topic) => (await admin.fetchTopicOffsets(prefix + topic)).map(({ partition, low, high }) => ({ topic, partition, low: Number(low), high: Number(high) }))))).flat();
    const open = new Map(spans.filter(({ low, high }) => high > low).map(({ topic, partition, high }) => [`${topic} ${partition}`, high]));
    if (open.size > 0) {
      await consumer.connect();
      await consumer.subscribe({ topics: [...new Set([...open.keys()].map((one) => prefix + one.split(' ')[0]!))], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatch({ batch }) {
          const topic = batch.topic.slice(prefix.length);
          const end = open.get(`${topic} ${batch.partition}`);
          if (end === undefined) return Promise.resolve();
          for (const { offset, value } of batch.messages) if (value !== null && Number(offset) < end) take(topic, value.toString('utf8'));
          if (Number(batch.lastOffset()) >= end - 1) open.delete(`${topic} ${batch.partition}`);
          if (open.size === 0) read.resolve();
          return Promise.resolve();
        },
      });
      await read.promise;
    }
    const from = Map.groupBy(spans.filter(({ low }) => low > 0), ({ topic }) => topic);
    return [...from].map(([topic, parts]) => ({ topic, from: Math.max(...parts.map(({ low }) => low)) }));
  } catch (error) {
    throw kafkaFailure(error, `The topics on ${settings.brokers.join(', ')} could not be read`);
  } finally {
    await Promise.all([consumer.disconnect(), admin.disconnect()]);
  }
}
