/** Database engines. SQLite in embedded mode, MySQL or MariaDB in distributed mode. */
export type Dialect = 'sqlite' | 'mysql';

interface ColumnKind { readonly sqlite: string; readonly mysql: string }
export interface Column extends ColumnKind { readonly optional: boolean; nullable(): Column }

const column = (kind: ColumnKind, optional = false): Column => ({ ...kind, optional, nullable: () => column(kind, true) });

const BYTES = 'CHARACTER SET ascii COLLATE ascii_bin';
const WORDS = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** An ascii id or digest of at most 64 characters, compared byte by byte. Never user text: collations equate what is not equal. */
export const key = (): Column => column({ sqlite: 'TEXT', mysql: `VARCHAR(64) ${BYTES}` });
/** User text up to 512 characters. */
export const text = (): Column => column({ sqlite: 'TEXT', mysql: `VARCHAR(512) ${WORDS}` });
export const long = (): Column => column({ sqlite: 'TEXT', mysql: `MEDIUMTEXT ${WORDS}` });
export const json = (): Column => column({ sqlite: 'TEXT', mysql: `MEDIUMTEXT ${WORDS}` });
export const blob = (): Column => column({ sqlite: 'BLOB', mysql: 'MEDIUMBLOB' });
export const integer = (): Column => column({ sqlite: 'INTEGER', mysql: 'BIGINT' });
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

/** The CREATE statements of a table on an engine. */
export function createTableSql(definition: TableDefinition, dialect: Dialect): string[] {
  const columns = Object.entries(definition.columns).map(([name, kind]) => `${name} ${kind[dialect]}${kind.optional ? '' : ' NOT NULL'}`);
  const parts = [...columns, `PRIMARY KEY (${definition.primary.join(', ')})`, ...definition.unique.map((names) => `UNIQUE (${names.join(', ')})`)];
  const engine = dialect === 'mysql' ? ' ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
  return [
    `CREATE TABLE ${definition.name} (${parts.join(', ')})${engine}`,
    ...definition.index.map((names) => `CREATE INDEX ${definition.name}_${names.join('_')} ON ${definition.name} (${names.join(', ')})`),
  ];
}
