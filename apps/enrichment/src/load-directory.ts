import { createReadStream, existsSync } from 'node:fs';
import { parse } from 'csv-parse';
import { normalizeCountry, type DirectoryCompany } from '#domain';

export interface LoadedDirectory {
  readonly rows: readonly DirectoryCompany[];
  /** Lines that could not be used, and why; the others are in `rows`. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Reads a directory of companies: CSV with a header row (`domain, alias_domains, name, country, employees, vertical, cold_sites,
 * certifications, parent`), lists separated by `;`. A bad line is reported and passed over. A missing file is an empty directory.
 */
export async function loadDirectory(file: string): Promise<LoadedDirectory> {
  const rows: DirectoryCompany[] = [];
  const refused: { line: number; reason: string }[] = [];
  if (!existsSync(file)) return { rows, refused: [{ line: 0, reason: `${file} does not exist` }] };
  const records = createReadStream(file).pipe(parse({ columns: true, bom: true, trim: true, relax_column_count: true, skip_empty_lines: true, info: true }));
  for await (const { record, info } of records as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
    const row = toCompany(record);
    if (typeof row === 'string') refused.push({ line: info.lines, reason: row });
    else rows.push(row);
  }
  return { rows, refused };
}

function toCompany(record: Record<string, string>): DirectoryCompany | string {
  const domain = record['domain']?.toLowerCase() ?? '';
  const name = record['name'] ?? '';
  if (!domain.includes('.')) return `domain ${JSON.stringify(record['domain'] ?? '')} is no domain`;
  if (!name) return 'name is empty';
  const employees = wholeNumber(record['employees']);
  const coldSites = wholeNumber(record['cold_sites']);
  if (employees === undefined) return `employees ${JSON.stringify(record['employees'])} is no whole number`;
  if (coldSites === undefined) return `cold_sites ${JSON.stringify(record['cold_sites'])} is no whole number`;
  const given = record['country'] ?? '';
  const country = given ? normalizeCountry(given) : null;
  if (given && !country) return `country ${JSON.stringify(given)} is not known`;
  return {
    domain, name, country, employees, coldSites,
    aliasDomains: list(record['alias_domains']).map((alias) => alias.toLowerCase()),
    vertical: record['vertical'] || null, certifications: list(record['certifications']), parent: record['parent'] || null,
  };
}

const list = (text: string | undefined): string[] => (text ?? '').split(';').map((member) => member.trim()).filter(Boolean);

/** null where nothing is given, undefined where it is no whole number. */
function wholeNumber(text: string | undefined): number | null | undefined {
  if (!text) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
