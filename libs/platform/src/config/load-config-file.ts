import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { configSchemas, type ConfigDocument, type ConfigFinding, type ConfigKind } from '#contracts';

/** A configuration file as read: `document` only when nothing stands against it, `raw` as it travels and is hashed. */
export interface LoadedConfig<K extends ConfigKind = ConfigKind> {
  readonly kind: K;
  readonly file: string;
  /** The file's text, for findings with line numbers; empty when there is no file. */
  readonly text: string;
  readonly exists: boolean;
  readonly raw: unknown;
  readonly hash: string;
  readonly document: ConfigDocument<K> | null;
  readonly findings: readonly ConfigFinding[];
}

/** The checks of a kind beyond its schema. They get the parsed document. */
export type ConfigCheck = (document: never) => readonly ConfigFinding[];
export type ConfigChecks = Partial<Record<ConfigKind, ConfigCheck>>;

/** Reads `<folder>/<kind>.yaml`. A missing file is not an error: what it configures is off. */
export function loadConfigFile<K extends ConfigKind>(folder: string, kind: K, check?: ConfigCheck): LoadedConfig<K> {
  const file = join(folder, `${kind}.yaml`);
  if (!existsSync(file)) return { kind, file, text: '', exists: false, raw: null, hash: hashOf(null), document: null, findings: [] };
  const text = readFileSync(file, 'utf8');
  return { kind, file, text, exists: true, ...readConfigText(kind, text, check) };
}

/** Reads a document from its YAML: syntax first, then schema, then the further checks. Never throws: what is wrong is a finding. */
export function readConfigText<K extends ConfigKind>(kind: K, text: string, check?: ConfigCheck): Pick<LoadedConfig<K>, 'raw' | 'hash' | 'document' | 'findings'> {
  const yaml = parseDocument(text, { prettyErrors: true });
  const broken = (findings: ConfigFinding[]) => ({ raw: null, hash: hashOf(text), document: null, findings });
  const syntax = yaml.errors.map((error) => notYaml(`line ${error.linePos?.[0]?.line ?? '?'}`, error.message));
  if (syntax.length > 0) return broken(syntax);
  let raw: unknown;
  try {
    raw = yaml.toJS();
  } catch (error) {
    return broken([notYaml('the document', `${(error as Error).message}. A text that begins with * or & needs quotes`)]);
  }
  return { raw, hash: hashOf(raw), ...checkDocument(kind, raw, check) };
}

const notYaml = (where: string, message: string): ConfigFinding =>
  ({ severity: 'error', path: [], where, message: message.split('\n')[0] ?? 'not YAML', remedy: 'Mend the YAML; most often it is the indentation or a missing quote.' });

/** Schema first; the further checks only on what fits it. */
export function checkDocument<K extends ConfigKind>(kind: K, raw: unknown, check?: ConfigCheck): { document: ConfigDocument<K> | null; findings: ConfigFinding[] } {
  const parsed = configSchemas[kind].safeParse(raw);
  if (!parsed.success) {
    const findings = parsed.error.issues.map((issue): ConfigFinding => {
      const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
      return { severity: 'error', path, where: path.join('.') || 'the document', message: issue.message, remedy: `Compare with the example in config/${kind}.yaml.` };
    });
    return { document: null, findings };
  }
  const document = parsed.data as ConfigDocument<K>;
  const findings = check ? [...check(document as never)] : [];
  return { document: findings.some(({ severity }) => severity === 'error') ? null : document, findings };
}

/** SHA-256 over the document with sorted keys, so that layout and comments do not make a new version. */
export function hashOf(raw: unknown): string {
  return createHash('sha256').update(JSON.stringify(sorted(raw)) ?? 'null').digest('hex').slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]));
}
