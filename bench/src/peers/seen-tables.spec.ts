import { expect, it } from '@jest/globals';
import { SeenTables } from './seen-tables.js';

const tables = (missing: string, is: number): SeenTables => new SeenTables(async (sql) => [{ found: sql.includes(missing) ? is : sql.includes('console_timeline') ? 30 : 10 }]);

it('names what is not as it must be', async () => {
  expect(await tables('nothing', 0).verify(10)).toEqual([]);
  expect(await tables('enrichment_runs', 9).verify(10)).toEqual(['9 runs of enrichment, must be 10']);
  expect(await tables('console_timeline', 31).verify(10)).toEqual(['31 rows of console_timeline, must be 30']);
});

it('is settled when the last rows of all leads are there', async () => {
  let looked = 0;
  const seen = new SeenTables(async (sql) => [{ found: sql.includes('console_timeline') && (looked += 1) < 3 ? 29 : 30 }]);
  await seen.settled(10);
  expect(looked).toBe(3);
});
