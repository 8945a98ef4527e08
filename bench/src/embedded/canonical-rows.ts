import Database from 'better-sqlite3';
import { canonicalJson } from '#journal';

/** The rows of each table as texts, in order; ids, times, places in the log and secrets replaced by what they stand for. */
export type CanonicalRows = Readonly<Record<string, readonly string[]>>;

const ULID = /[0-9A-HJKMNP-TV-Z]{26}/g;
const TIMES = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
/** Milliseconds of our years, also as they stand in JSON. */
const MILLISECONDS = /(?<!\d)1[6-9]\d{11}(?!\d)/g;
const DIGEST = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;
/** Names of pages, evidence and drafts: cut from digests of a run's id. */
const CUT_DIGEST = /(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{26}|[0-9a-f]{24})(?![0-9a-f])/g;
const TOOK = /"tookMs":\d+/g;
const SEQUENCE = /"sequence":\d+/g;
/** Columns that hold a place in the log. */
const PLACES = new Set(['position', 'sequence', 'number']);

/**
 * Reads the tables of an embedded store so that those of two sides can be compared: an id becomes what it is the id of
 * (`lead of <address>`, `event lead.assigned of <address>`). `without`: rows that were there before, as they stood then.
 */
export function canonicalRows(file: string, without: CanonicalRows = {}): CanonicalRows {
  const database = new Database(file, { readonly: true });
  try {
    return canonicalRowsIn(database, without);
  } finally {
    database.close();
  }
}

/** The same of tables that are open already, whatever database they came from. */
export function canonicalRowsIn(database: Database.Database, without: CanonicalRows = {}): CanonicalRows {
  const tables = (database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all() as { name: string }[]).map(({ name }) => name);
  const names = namesOfIds(database);
  return Object.fromEntries(tables.flatMap((table) => {
    const before = new Set(without[table]);
    const rows = (database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]).map((row) => canonicalRow(row, names)).filter((row) => !before.has(row)).sort();
    return rows.length > 0 ? [[table, rows]] : [];
  }));
}

/** Where two sides differ first, table by table: some words of each from there on. Nothing where they are the same. */
export function differences(one: CanonicalRows, other: CanonicalRows): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort().flatMap((table) => {
    const [a, b] = [one[table] ?? [], other[table] ?? []];
    const row = a.findIndex((text, index) => text !== b[index]);
    if (row < 0 && a.length === b.length) return [];
    const [left, right] = row < 0 ? ['', b[a.length]!] : [a[row]!, b[row] ?? ''];
    const at = [...left].findIndex((character, index) => character !== right[index]);
    const from = Math.max(0, (at < 0 ? left.length : at) - 60);
    return [`${table} (${a.length} and ${b.length} rows): ${left.slice(from, from + 160)} | ${right.slice(from, from + 160)}`];
  });
}

function canonicalRow(row: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string>): string {
  const text = (value: string): string => value.replace(DIGEST, '<digest>').replace(CUT_DIGEST, '<cut digest>').replace(TOOK, '"tookMs":"<time>"').replace(ULID, (id) => names.get(id) ?? `<unknown ${id}>`).replace(TIMES, '<time>').replace(MILLISECONDS, '<time>').replace(SEQUENCE, '"sequence":"<place>"');
  const values = Object.entries(row).map(([column, value]) => {
    if (value instanceof Uint8Array) return [column, `<${value.length} bytes>`];
    if (PLACES.has(column)) return [column, '<place>'];
    return [column, typeof value === 'number' || typeof value === 'string' ? text(sortedJson(String(value))) : value];
  });
  return JSON.stringify(Object.fromEntries(values));
}

/** JSON says the same in whatever order its members stand. */
const sortedJson = (value: string): string => (/^[[{]/.test(value) ? canonicalJson(JSON.parse(value)) : value);

/** What each id is the id of, told by the events and calls. Two events of one type and lead have one name, so that a doubled one shows as a doubled row. */
function namesOfIds(database: Database.Database): Map<string, string> {
  const names = new Map<string, string>();
  const addresses = new Map<string, string>();
  const messages = database.prepare('SELECT message FROM bus_messages ORDER BY position').all() as { message: string }[];
  for (const { message } of messages) {
    const { id, type, leadId, data } = JSON.parse(message) as { id: string; type: string; leadId: string; data: Record<string, any> };
    const address = addresses.get(leadId) ?? (data['lead']?.person.data.email as string | undefined) ?? leadId;
    addresses.set(leadId, address);
    names.set(leadId, `<lead of ${address}>`).set(id, `<event ${type} of ${address}>`);
    for (const member of ['submissionId', 'runId', 'decisionId']) if (typeof data[member] === 'string') names.set(data[member], `<${member} of ${address}>`);
  }
  const calls = database.prepare('SELECT id FROM intake_calls ORDER BY id').all() as { id: string }[];
  calls.forEach(({ id }, index) => names.set(id, `<call ${index + 1}>`));
  // Of a lead that is told later, no event names the first run.
  const runs = database.prepare('SELECT run_id, lead_id FROM enrichment_runs').all() as { run_id: string; lead_id: string }[];
  for (const { run_id, lead_id } of runs) if (!names.has(run_id)) names.set(run_id, `<untold run of ${addresses.get(lead_id)}>`);
  return names;
}
