import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { domainToASCII } from 'node:url';
import { parse } from 'csv-parse/sync';
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
  const { columns, lines } = await readLines(file);
  for (const { line, text } of lines) {
    const row = toRow(columns, text);
    if (typeof row === 'string') refused.push({ line, reason: row });
    else rows.push(row);
  }
  return { rows, refused };
}

async function readLines(file: string): Promise<{ columns: string[]; lines: { line: number; text: string }[] }> {
  const all = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/);
  const [header = '', ...rest] = all;
  return { columns: header.split(',').map((name) => name.trim()), lines: rest.map((text, index) => ({ line: index + 2, text })).filter(({ text }) => text.trim() !== '') };
}

/** Each line is read by itself, so that a quotation mark that never ends spoils its own line only. */
function toRow(columns: readonly string[], text: string): DirectoryCompany | string {
  try {
    const [cells = []] = parse(text, { trim: true }) as string[][];
    return toCompany(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function toCompany(record: Record<string, string>): DirectoryCompany | string {
  const domain = domainToASCII(record['domain'] ?? '');
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
    aliasDomains: list(record['alias_domains']).map(domainToASCII).filter(Boolean),
    vertical: record['vertical'] || null, certifications: list(record['certifications']), parent: record['parent'] || null,
  };
}

const list = (text: string | undefined): string[] => (text ?? '').split(';').map((member) => member.trim()).filter(Boolean);

/** null where nothing is given, undefined where it is no whole number. */
function wholeNumber(text: string | undefined): number | null | undefined {
  if (!text) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
