export type Value = string | boolean | null;
export type Row = Readonly<Record<string, Value>>;
/** A table and the names of all its columns; rows leave out what is empty. */
export interface Table { readonly columns: ReadonlySet<string>; readonly rows: readonly Row[] }

export type SoqlAnswer =
  | { readonly ok: true; readonly table: string; readonly fields: readonly string[]; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly errorCode: string; readonly message: string };

const QUERY = /^SELECT (.+?) FROM (\w+)(?: WHERE (.+?))?(?: ORDER BY (.+?))?(?: LIMIT (\d+))?$/;
const CONDITION = /^(\w+) (=|>=|IN) ('(?:\\.|[^'\\])*'|\((?:'(?:\\.|[^'\\])*'(?:, ?)?)+\)|[\w.:+-]+)(?: AND )?/;

interface Condition { readonly name: string; readonly sign: string; readonly values: readonly string[] }

/** Answers `SELECT … FROM … WHERE a = 'x' AND b >= 2026-11-22T00:00:00Z ORDER BY c DESC LIMIT n`: the part of SOQL that joins, counts and groups nothing. */
export function runSoql(soql: string, tables: Readonly<Record<string, Table>>): SoqlAnswer {
  const [, select, name = '', where, order, limit] = QUERY.exec(soql) ?? [];
  const conditions = where === undefined ? [] : readConditions(where);
  if (select === undefined || conditions === null) return { ok: false, errorCode: 'MALFORMED_QUERY', message: `unexpected token in: ${soql.slice(0, 200)}` };
  const table = tables[name];
  if (!table) return { ok: false, errorCode: 'INVALID_TYPE', message: `sObject type '${name}' is not supported.` };
  const fields = select.split(/, ?/);
  const sorts = order === undefined ? [] : order.split(/, ?/).map((one) => one.split(' ') as [string, string?]);
  const unknown = [...fields, ...conditions.map((one) => one.name), ...sorts.map(([field]) => field)].find((field) => !table.columns.has(field));
  if (unknown !== undefined) return { ok: false, errorCode: 'INVALID_FIELD', message: `No such column '${unknown}' on entity '${name}'.` };
  const rows = table.rows.filter((row) => conditions.every((condition) => holds(row[condition.name] ?? null, condition)));
  for (const [field, direction] of sorts.toReversed()) rows.sort((a, b) => (direction === 'DESC' ? -1 : 1) * text(a[field]).localeCompare(text(b[field]), 'en'));
  return { ok: true, table: name, fields, rows: rows.slice(0, limit === undefined ? rows.length : Number(limit)) };
}

function readConditions(where: string): Condition[] | null {
  const conditions: Condition[] = [];
  for (let rest = where; rest !== '';) {
    const [whole, name, sign, literal] = CONDITION.exec(rest) ?? [];
    if (whole === undefined) return null;
    const texts = [...literal!.matchAll(/'((?:\\.|[^'\\])*)'/g)].map(([, inner]) => inner!.replace(/\\(.)/g, '$1'));
    conditions.push({ name: name!, sign: sign!, values: texts.length > 0 ? texts : [literal!] });
    rest = rest.slice(whole.length);
  }
  return conditions;
}

/** Text is compared as Salesforce does, whatever its case; an id also by its first 15 signs; a time in milliseconds. */
function holds(value: Value, { name, sign, values }: Condition): boolean {
  if (sign === '>=') return Date.parse(text(value)) >= Date.parse(values[0]!);
  const key = (one: string): string => (name === 'Id' || name.endsWith('Id') ? one.slice(0, 15) : one.toLowerCase());
  return values.some((wanted) => key(text(value)) === key(wanted));
}

const text = (value: Value | undefined): string => (value === null || value === undefined ? '' : String(value));
