import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMPANIES, COUNTRIES } from './leads.js';

/** Makes the configuration of the bench in a folder: the files of `bench/config`, and a directory of the companies that leads come from. */
export function writeConfig(folder: string): string {
  cpSync(resolve('bench/config'), folder, { recursive: true });
  writeFileSync(join(folder, 'directory.csv'), directoryCsv());
  return folder;
}

/** All companies are known, chilled and of a size that fits: every lead is a clear one. */
export function directoryCsv(): string {
  const companies = Array.from({ length: COMPANIES }, (_, n) => [`cold${n}.example`, '', `Cold Store ${n}`, COUNTRIES[n % COUNTRIES.length], 150 + ((n * 37) % 4_000), 'Cold storage', 2 + (n % 8), 'HACCP', ''].join(','));
  return ['domain,alias_domains,name,country,employees,vertical,cold_sites,certifications,parent', ...companies, ''].join('\n');
}
