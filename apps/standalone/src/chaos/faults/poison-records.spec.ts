import { isUtf8 } from 'node:buffer';
import { expect, it } from '@jest/globals';
import { MAX_EVENT_BYTES, topicOf, topics } from '#contracts';
import { poisonRecords, type PoisonRecord } from './poison-records.js';

/** Whether a consumer could take it for an event. */
function isEvent({ topic, value }: PoisonRecord): boolean {
  if (value === null || value.length > MAX_EVENT_BYTES || !isUtf8(value)) return false;
  try {
    return topicOf(topic)!.contract.schema.safeParse(JSON.parse(value.toString('utf8'))).success;
  } catch {
    return false;
  }
}

it.each([1, 2, 3, 4, 5])('round %i: nothing of ten classes is an event, the eleventh passes its contract', (round) => {
  const records = poisonRecords(round);
  expect(records).toHaveLength(11);
  expect(records.filter(isEvent).map(({ what }) => what)).toEqual(['refused-by-database']);
});

it('would be an event but for what is wrong with it', () => {
  const { topic, value } = poisonRecords(1).find(({ what }) => what === 'unknown-version')!;
  expect(isEvent({ what: '', key: '', heardBy: [], topic, value: Buffer.from(value!.toString().replace('"version":9', '"version":1')) })).toBe(true);
});

it('knows who listens', () => {
  for (const { topic, heardBy } of [1, 2, 3, 4, 5].flatMap((round) => poisonRecords(round))) expect([...heardBy].sort()).toEqual([...topics.find(({ contract }) => contract.topic === topic)!.to].sort());
});

it('gives every record a key of its own', () => {
  const keys = [1, 2].flatMap((round) => poisonRecords(round)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
