import type { FaultContext, Fault } from '../fault.js';
import { poisonRecords, type PoisonRecord } from './poison-records.js';

/** So that about one record of a hundred is poison at a few leads a second. */
const EVERY_MS = 300;

/** By this header the checker knows them; no app looks at it. */
export const POISON_HEADER = 'chaos';

export function poisonFault(): Fault {
  let times = 0;
  return {
    name: 'poison', says: 'one record of each of ten broken classes and one that the database refuses, written straight into the topics',
    async run(context) {
      times += 1;
      const records = poisonRecords(times);
      await writePoison(records, EVERY_MS, context);
      return records.length;
    },
  };
}

/** Writes records one after the other; each is told to `poisoned` when it stands in its topic. */
export async function writePoison(records: readonly PoisonRecord[], everyMs: number, { kafka, prefix, poisoned, sleep }: Pick<FaultContext, 'kafka' | 'prefix' | 'poisoned' | 'sleep'>): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  for (const record of records) {
    await producer.send({ topic: prefix + record.topic, messages: [{ key: record.key, value: record.value, headers: { [POISON_HEADER]: record.what } }] });
    poisoned(record);
    await sleep(everyMs);
  }
  await producer.disconnect();
}
