import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { directoryCsv, writeConfig, type BenchCompany } from '../config-folder.js';

/** Who completes a lead: of ten, six are known by the directory, three need one call of a provider, one is researched. */
export type MixedKind = 'directory' | 'provider' | 'research';

/** Of the n-th lead, and of the n-th company: both end in the same digit. */
export const kindOf = (n: number): MixedKind => (n % 10 < 6 ? 'directory' : n % 10 < 9 ? 'provider' : 'research');

/** How many of the first `total` leads are of a kind. */
export const countOf = (kind: MixedKind, total: number): number => Array.from({ length: total }, (_, n) => kindOf(n)).filter((one) => one === kind).length;

/** The bench's configuration with a provider and outreach, and a directory with gaps: size and industry for the provider, points for research. */
export function writeMixedConfig(folder: string): string {
  writeConfig(folder);
  cpSync(resolve('bench/config-mixed'), folder, { recursive: true });
  writeFileSync(join(folder, 'directory.csv'), directoryCsv(known));
  return folder;
}

function known({ employees, vertical, coldSites, certificate, ...rest }: BenchCompany, n: number): Partial<BenchCompany> {
  switch (kindOf(n)) {
    case 'directory': return { ...rest, employees, vertical, coldSites, certificate };
    case 'provider': return { ...rest, coldSites, certificate };
    case 'research': return { ...rest, employees, vertical };
  }
}
