import { isUtf8 } from 'node:buffer';
import { expect, it } from '@jest/globals';
import { leadAccepted, MAX_EVENT_BYTES } from '#contracts';
import { judgeStock } from './judge-stock.js';
import { CLASS_COUNT, PARTITIONS, stockRecords, type StockRecord } from './stock-records.js';

const parses = ({ value }: StockRecord): boolean => {
  if (value === null || value.length > MAX_EVENT_BYTES || !isUtf8(value)) return false;
  try {
    return leadAccepted.schema.safeParse(JSON.parse(value.toString('utf8'))).success;
  } catch {
    return false;
  }
};

it('has one poison in a hundred, each class as often, on every partition', () => {
  const records = stockRecords(2, true);
  const poison = records.filter((record) => record.poison !== null);
  expect([records.length, poison.length, CLASS_COUNT]).toEqual([2_600, 26, 13]);
  expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  expect(new Set(poison.map(({ partition }) => partition)).size).toBe(PARTITIONS);
  // Three are events: what is wrong with them shows later.
  expect([...new Set(poison.filter(parses).map(({ poison: what }) => what))]).toEqual(['handler-bug', 'handler-never-succeeds', 'refused-by-database']);
});

it('has the same good records without poison', () => {
  const good = stockRecords(1, true).filter(({ poison }) => poison === null);
  expect(good.every(parses)).toBe(true);
  const written = (records: readonly StockRecord[]) => records.map(({ id, partition, value }) => `${partition} ${id} ${value?.toString('utf8')}`).join('\n');
  expect(written(stockRecords(1, false)) === written(good)).toBe(true);
});

it('counts what a program left', () => {
  const records = stockRecords(1, true);
  const [first, second, third] = records.map(({ id }) => id);
  const rows = [{ id: first!, at: 11_000 }, { id: second!, at: 12_000 }, { id: first!, at: 14_000 }];
  const left = { rows, kept: ['poison-bad-json-0', third!], crashes: 2, healthy: true };
  expect(judgeStock(records, left, 10_000, () => 1))
    .toEqual({ handled: 2, twice: 1, kept: 1, ofPoison: 13, stuck: 1_285, crashes: 2, healthy: true, perSecond: 0.5 });
  expect(judgeStock(records, left, 10_000, (id) => (id === first ? 2 : 1)).twice).toBe(0);
});
