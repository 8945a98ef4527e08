import { stringify } from 'yaml';
import type { ConfigKind } from '#contracts';
import { insertRows, selectOne, type Work } from '#persistence';
import type { ConfigRow } from '#platform';

/** Inside a write: keeps the text that a version was read from. A version does not change, so a later text that says the same is not kept. */
export function* keepText(kind: ConfigKind, version: number, yaml: string): Work<void> {
  yield* insertRows('console_config_texts', [{ kind, version, yaml }], { onDuplicate: 'ignore' });
}

/** A stored version with its text, written anew from the document where none was kept; undefined when there is no such version. */
export function* readVersion(kind: ConfigKind, version: number): Work<(ConfigRow & { yaml: string }) | undefined> {
  const row = yield* selectOne<ConfigRow>('SELECT * FROM console_configs WHERE kind = ? AND version = ?', [kind, version]);
  if (!row) return undefined;
  const kept = yield* selectOne<{ yaml: string }>('SELECT yaml FROM console_config_texts WHERE kind = ? AND version = ?', [kind, version]);
  return { ...row, yaml: kept?.yaml ?? stringify(JSON.parse(row.document), { lineWidth: 0 }) };
}
