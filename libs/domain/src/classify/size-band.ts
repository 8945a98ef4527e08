/** Upper ends of the size bands that CRMs and directories use. */
const BANDS: readonly (readonly [number, string])[] = [
  [10, '1-10'], [50, '11-50'], [200, '51-200'], [500, '201-500'], [1_000, '501-1000'], [5_000, '1001-5000'], [10_000, '5001-10000'],
];

/** The band of a head count, e.g. 620 is `501-1000`. */
export const sizeBand = (employees: number): string => BANDS.find(([upTo]) => employees <= upTo)?.[1] ?? '10001+';
