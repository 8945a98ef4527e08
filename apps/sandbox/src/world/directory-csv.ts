import type { World } from './build-world.js';

const HEADER = ['domain', 'alias_domains', 'name', 'country', 'employees', 'vertical', 'cold_sites', 'certifications', 'parent'];

/** `config/directory.csv`: what the directory knows of the world, sorted by domain. */
export function directoryCsv({ companies }: World): string {
  const rows = companies.flatMap(({ directory }) => directory).sort((a, b) => (a.domain === b.domain ? 0 : a.domain < b.domain ? -1 : 1));
  const lines = rows.map((row) => [row.domain, row.aliasDomains.join(';'), row.name, row.country, row.employees, row.vertical, row.coldSites, row.certifications.join(';'), row.parent]);
  return [HEADER, ...lines].map((cells) => `${cells.map(cell).join(',')}\n`).join('');
}

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
