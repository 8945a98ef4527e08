import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { canonicalCompany, normalizeCountry, normalizePhone } from '#domain';

const FOLDER = resolve('../shared/corpus/ref');
const isThere = existsSync(FOLDER);

const rowsOf = (file: string, delimiter: string): string[][] => parse(readFileSync(join(FOLDER, file), 'utf8'), { delimiter, relax_quotes: true, relax_column_count: true }) as string[][];
const say = (list: string, counts: { normalised: number; ambiguous: number; refused: number }): void => void process.stdout.write(`${list}: ${JSON.stringify(counts)}\n`);

(isThere ? describe : describe.skip)(`lists that nobody here wrote${isThere ? '' : ': skipped, because ../shared/corpus is not beside this checkout'}`, () => {
  it('company names: every one has a plain name, which is its own; where two have one in common, both are ambiguous', () => {
    const names = [...new Set(rowsOf('cleanco-test-companies.csv', ';').map(([name = '']) => name))];
    const byPlain = Map.groupBy(names, (name) => canonicalCompany(name).plain);
    const refused = byPlain.get('')?.length ?? 0;
    const ambiguous = [...byPlain].filter(([plain, list]) => plain !== '' && list.length > 1).flatMap(([, list]) => list).length;
    say('company names', { normalised: names.length - ambiguous - refused, ambiguous, refused });
    expect(names.length).toBeGreaterThan(1_000);
    expect(refused).toBe(0);
    expect(names.filter((name) => canonicalCompany(canonicalCompany(name).plain).plain !== canonicalCompany(name).plain)).toEqual([]);
    expect(names.filter((name) => canonicalCompany(name).legalForm !== null).length / names.length).toBeGreaterThan(0.9);
  });

  it('phone numbers: each is E.164 or refused; one that only its region tells is ambiguous', () => {
    const numbers = rowsOf('messy-phone-numbers.csv', ',').slice(1);
    const read = numbers.map(([typed = '', region = '']) => ({ alone: normalizePhone(typed, null), there: normalizePhone(typed, normalizeCountry(region)) }));
    const refused = read.filter(({ there }) => there === null).length;
    const ambiguous = read.filter(({ alone, there }) => there !== null && alone !== there).length;
    say('phone numbers', { normalised: read.length - ambiguous - refused, ambiguous, refused });
    expect(read.length).toBeGreaterThan(200);
    expect(read.filter(({ there }) => there !== null && !/^\+[1-9]\d{4,16}$/.test(there))).toEqual([]);
    expect(read.length - refused).toBeGreaterThan(read.length / 2);
  });
});
