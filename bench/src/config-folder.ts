import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMPANIES, COUNTRIES } from './leads.js';

/** A company that leads come from: chilled, and of a size that fits. */
export interface BenchCompany { readonly domain: string; readonly name: string; readonly country: string; readonly employees: number; readonly vertical: string; readonly coldSites: number; readonly certificate: string }

export const companyOf = (n: number): BenchCompany => ({ domain: `cold${n}.example`, name: `Cold Store ${n}`, country: COUNTRIES[n % COUNTRIES.length]!, employees: 150 + ((n * 37) % 4_000), vertical: 'Cold storage', coldSites: 2 + (n % 8), certificate: 'HACCP' });

/** Makes the configuration of the bench in a folder: the files of `bench/config`, and a directory of the companies that leads come from. */
export function writeConfig(folder: string): string {
  cpSync(resolve('bench/config'), folder, { recursive: true });
  writeFileSync(join(folder, 'directory.csv'), directoryCsv());
  return folder;
}

/** A directory of all companies; what it knows of each is by default everything, so that every lead is a clear one. */
export function directoryCsv(known: (company: BenchCompany, n: number) => Partial<BenchCompany> = (company) => company): string {
  const companies = Array.from({ length: COMPANIES }, (_, n) => {
    const { domain, name, country, employees, vertical, coldSites, certificate } = known(companyOf(n), n);
    return [domain, '', name, country, employees, vertical, coldSites, certificate, ''].join(',');
  });
  return ['domain,alias_domains,name,country,employees,vertical,cold_sites,certifications,parent', ...companies, ''].join('\n');
}
