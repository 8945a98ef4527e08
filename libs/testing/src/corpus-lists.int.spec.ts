import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { classifyTitle, normalizeCountry, readIndustry, readSize, seniorityLevel } from '#domain';

const FOLDER = resolve('../shared/corpus');
const isThere = existsSync(FOLDER);

const jsonOf = <T>(file: string): T => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as T;
/** Every text under a name, however deep. */
const textsUnder = (name: string, value: unknown): string[] => (value === null || typeof value !== 'object' ? [] : Object.entries(value).flatMap(([key, inner]) => (key === name && typeof inner === 'string' && inner.trim() ? [inner] : textsUnder(name, inner))));
const say = (list: string, counts: { normalised: number; ambiguous: number; refused: number }): void => void process.stdout.write(`${list}: ${JSON.stringify(counts)}\n`);
/** `of`: true where a member is read, null where it is read only in part, false where nothing is known of it. */
function tally<T>(list: string, members: readonly T[], of: (member: T) => boolean | null): { normalised: number; ambiguous: number; refused: number } {
  const count = (what: boolean | null): number => members.filter((member) => of(member) === what).length;
  const counts = { normalised: count(true), ambiguous: count(null), refused: count(false) };
  say(list, counts);
  return counts;
}

(isThere ? describe : describe.skip)(`lists of vendors that nobody here wrote${isThere ? '' : ': skipped, because ../shared/corpus is not beside this checkout'}`, () => {
  type Enums = Record<'JobTitleLevel' | 'JobTitleRole' | 'JobTitleSubRole' | 'CompanySize' | 'IndustryType' | 'IndustryV2Type', readonly string[]>;
  const enums = (): Enums => jsonOf<Enums>('pdl/canonical-enums.json');

  // There is no list of job titles: these are the few in the samples of Apollo, and a vendor's words for what people do.
  it('job titles: levels, roles and the titles of samples', () => {
    const { JobTitleLevel, JobTitleRole, JobTitleSubRole } = enums();
    const samples = [...new Set(['apollo/people-match-200-result.json', 'apollo/people-bulk_match-200-result.json', 'apollo/contacts-search.json'].flatMap((file) => textsUnder('title', jsonOf(file))))];
    const told = (title: string): boolean | null => { const { department, role } = classifyTitle(title); return department !== null ? true : role !== null ? null : false; };
    expect(tally('levels', JobTitleLevel, (level) => seniorityLevel(level) !== null)).toEqual({ normalised: JobTitleLevel.length, ambiguous: 0, refused: 0 });
    const roles = tally('roles and sub-roles (ambiguous: a role without a department)', [...JobTitleRole, ...JobTitleSubRole], told);
    expect(roles.refused).toBeLessThan((JobTitleRole.length + JobTitleSubRole.length) / 2);
    const titles = tally('titles of samples (ambiguous: a role without a department)', samples, told);
    expect(titles.refused).toBeLessThan(samples.length / 2);
  });

  it('sizes: every range of a vendor is one of our bands', () => {
    const { CompanySize } = enums();
    expect(CompanySize.map((range) => readSize(range).band)).toEqual(CompanySize);
    const formats = Object.values(jsonOf<Record<string, string | number | string[]>>('ref/employee-range-formats.json')).flat();
    expect(tally('sizes', formats, (raw) => readSize(raw).band !== null)).toMatchObject({ ambiguous: 0, refused: 0 });
  });

  it('industries: nearly every one has a code', () => {
    const { IndustryType, IndustryV2Type } = enums();
    const known = (name: string): boolean | null => { const industry = readIndustry(name); return industry === null ? false : industry.slug !== null ? true : null; };
    const counts = tally('industries (ambiguous: a code, and none of our slugs)', [...IndustryType, ...IndustryV2Type], known);
    expect(counts.refused / (IndustryType.length + IndustryV2Type.length)).toBeLessThan(0.04);
  });

  const columns = { 'ISO3166-1-Alpha-2': 0, 'ISO3166-1-Alpha-3': 0, FIFA: 0.1, IOC: 0.15, 'UNTERM English Short': 0.02, 'UNTERM English Formal': 0, 'UNTERM French Short': 0.05, 'UNTERM French Formal': 0.1, 'UNTERM Spanish Short': 0.05, 'UNTERM Spanish Formal': 0.1, 'CLDR display name': 0.03, official_name_en: 0.02 };
  it.each(Object.entries(columns))('countries: %s is read, and no name of one as another', (column, refusedAtMost) => {
    const rows = (parse(readFileSync(join(FOLDER, 'ref/country-codes.csv')), { columns: true, bom: true }) as Record<string, string>[]).filter((row) => row[column]?.trim());
    const read = (row: Record<string, string>): boolean | null => { const code = normalizeCountry(row[column]); return code === null ? false : code === row['ISO3166-1-Alpha-2'] ? true : null; };
    const { ambiguous, refused } = tally(`countries, ${column} (ambiguous: what ISO gives to another)`, rows, read);
    expect(ambiguous).toBeLessThanOrEqual(column === 'IOC' ? 2 : 0);
    expect(refused / rows.length).toBeLessThanOrEqual(refusedAtMost);
  });
});
