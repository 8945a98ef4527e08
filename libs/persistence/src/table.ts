/** Database engines. SQLite in embedded mode, MySQL or MariaDB in distributed mode. */
export type Dialect = 'sqlite' | 'mysql';

/** `roomy`: its text may take most of a page of the database. */
interface ColumnKind { readonly sqlite: string; readonly mysql: string; readonly roomy?: boolean }
export interface Column extends ColumnKind { readonly optional: boolean; nullable(): Column }

const column = (kind: ColumnKind, optional = false): Column => ({ ...kind, optional, nullable: () => column(kind, true) });

/** Without AUTOINCREMENT a number would be given again when the last row is gone. */
const COUNTER = 'INTEGER PRIMARY KEY AUTOINCREMENT';
const BYTES = 'CHARACTER SET ascii COLLATE ascii_bin';
const WORDS = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** An ascii id or digest of at most 64 characters, compared byte by byte. Never user text: collations equate what is not equal. */
export const key = (): Column => column({ sqlite: 'TEXT', mysql: `VARCHAR(64) ${BYTES}` });
/** User text up to 512 characters. */
export const text = (): Column => column({ sqlite: 'TEXT', mysql: `VARCHAR(512) ${WORDS}` });
export const long = (): Column => column({ sqlite: 'TEXT', mysql: `MEDIUMTEXT ${WORDS}`, roomy: true });
export const json = (): Column => column({ sqlite: 'TEXT', mysql: `MEDIUMTEXT ${WORDS}`, roomy: true });
/** A few bytes, e.g. a key. */
export const blob = (): Column => column({ sqlite: 'BLOB', mysql: 'LONGBLOB' });
export const integer = (): Column => column({ sqlite: 'INTEGER', mysql: 'BIGINT' });
/** A number that the table itself gives to each row, growing in the order of the inserts; alone the primary key (see `insertNumbered`). */
export const counter = (): Column => column({ sqlite: COUNTER, mysql: 'BIGINT AUTO_INCREMENT' });
export const real = (): Column => column({ sqlite: 'REAL', mysql: 'DOUBLE' });
/** 0 or 1. */
export const flag = (): Column => column({ sqlite: 'INTEGER', mysql: 'TINYINT' });
/** Milliseconds since the epoch, UTC. */
export const time = (): Column => column({ sqlite: 'INTEGER', mysql: 'BIGINT' });

export interface TableDefinition {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly primary: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly index: readonly (readonly string[])[];
}

/** Describes a table; its name starts with the app it belongs to. */
export const table = (
  name: string,
  columns: Record<string, Column>,
  keys: { primary: readonly string[]; unique?: readonly (readonly string[])[]; index?: readonly (readonly string[])[] },
): TableDefinition => ({ name, columns, primary: keys.primary, unique: keys.unique ?? [], index: keys.index ?? [] });

/** The CREATE statements of a table on an engine. On MySQL it is one, and may be repeated: there a migration that broke off cannot be rolled back. */
export function createTableSql(definition: TableDefinition, dialect: Dialect): string[] {
  const { name, primary, unique, index } = definition;
  const columns = Object.entries(definition.columns).map(([column, kind]) => `${column} ${kind[dialect]}${kind.optional ? '' : ' NOT NULL'}`);
  const isCounted = dialect === 'sqlite' && definition.columns[primary[0]!]?.sqlite === COUNTER;
  const parts = [...columns, ...(isCounted ? [] : [`PRIMARY KEY (${primary.join(', ')})`]), ...unique.map((names) => `UNIQUE (${names.join(', ')})`)];
  if (dialect === 'mysql') {
    const indexes = index.map((names) => `INDEX ${names.join('_').slice(0, 64)} (${names.join(', ')})`);
    return [`CREATE TABLE IF NOT EXISTS ${name} (${[...parts, ...indexes].join(', ')}) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC`];
  }
  return [`CREATE TABLE ${name} (${parts.join(', ')})${isClustered(definition) ? ' WITHOUT ROWID' : ''}`, ...index.map((names) => `CREATE INDEX ${name}_${names.join('_')} ON ${name} (${names.join(', ')})`)];
}

/** A small row lies in its primary key, as in InnoDB: one page to write for it instead of two (decision 0019). A large one would spread the key over too many pages. */
const isClustered = ({ columns, primary }: TableDefinition): boolean =>
  !Object.values(columns).some(({ roomy }) => roomy) && !/^INTEGER/.test(columns[primary[0]!]!.sqlite);
