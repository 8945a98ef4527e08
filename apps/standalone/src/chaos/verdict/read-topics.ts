import type { Kafka } from 'kafkajs';
import { POISON_HEADER } from '../faults/poison.js';
import type { TopicRecord } from './world.js';

const WITHIN_MS = 60_000;

/** Every record that stands in the topics with this prefix now, read by a group of its own. Errors: an Error when they cannot be read within a minute. */
export async function readTopics(kafka: Kafka, prefix: string): Promise<TopicRecord[]> {
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  const ends = new Map<string, number>();
  for (const topic of topics) for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) if (Number(high) > Number(low)) ends.set(`${topic} ${partition}`, Number(high));
  const records: TopicRecord[] = [];
  const groupId = `${prefix}checker-${Date.now()}`;
  const consumer = kafka.consumer({ groupId, maxBytesPerPartition: 5_000_000 });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  const done = Promise.withResolvers<void>();
  const timer = setTimeout(() => done.reject(new Error(`The topics could not be read within ${WITHIN_MS / 1_000} s; missing: ${[...ends.keys()].join(', ')}.`)), WITHIN_MS);
  if (ends.size === 0) done.resolve();
  await consumer.run({
    eachBatch: async ({ batch: { topic, partition, messages } }) => {
      for (const { key, value, headers, offset } of messages) {
        records.push({ topic: topic.slice(prefix.length), key: key?.toString() ?? null, event: parse(value), poison: headers?.[POISON_HEADER]?.toString() ?? null });
        if (Number(offset) + 1 >= (ends.get(`${topic} ${partition}`) ?? Infinity)) ends.delete(`${topic} ${partition}`);
      }
      if (ends.size === 0) done.resolve();
    },
  });
  try {
    await done.promise;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined); // Only tidiness.
    await admin.disconnect();
  }
  return records;
}

function parse(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return null;
  }
}
