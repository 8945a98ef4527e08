import type { Fault } from '../fault.js';
import { poisonRecords } from './poison-records.js';

/** So that about one record of a hundred is poison at a few leads a second. */
const EVERY_MS = 300;

/** By this header the checker knows them; no app looks at it. */
export const POISON_HEADER = 'chaos';

export function poisonFault(): Fault {
  let times = 0;
  return {
    name: 'poison', says: 'one record of each of ten broken classes and one that the database refuses, written straight into the topics',
    async run({ kafka, prefix, poisoned, sleep }) {
      times += 1;
      const producer = kafka.producer({ allowAutoTopicCreation: false });
      await producer.connect();
      const records = poisonRecords(times);
      for (const record of records) {
        await producer.send({ topic: prefix + record.topic, messages: [{ key: record.key, value: record.value, headers: { [POISON_HEADER]: record.what } }] });
        poisoned(record);
        await sleep(EVERY_MS);
      }
      await producer.disconnect();
      return records.length;
    },
  };
}
