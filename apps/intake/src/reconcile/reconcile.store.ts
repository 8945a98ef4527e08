import { execute, inList, insertRows, select, selectOne, type Work } from '#persistence';
import { objectDigest } from './object-digest.js';
import type { Position } from './position.js';

/** How far a CRM was asked. */
export interface Standing {
  readonly startedAt: number;
  readonly watermark: number;
  readonly position: Position | null;
  readonly attention: string | null;
}

export function* readStanding(connection: string): Work<Standing | null> {
  const row = yield* selectOne<{ started_at: number; watermark: number; position: string | null; attention: string | null }>(
    'SELECT started_at, watermark, position, attention FROM intake_reconciliations WHERE connection = ?', [connection]);
  return row ? { startedAt: row.started_at, watermark: row.watermark, position: row.position === null ? null : (JSON.parse(row.position) as Position), attention: row.attention } : null;
}

/** Begins to look at these; one that is looked at already stays where it is. */
export function* begin(connections: readonly string[], now: number): Work<void> {
  yield* insertRows('intake_reconciliations', connections.map((connection) => ({ connection, started_at: now, watermark: now, position: null, attention: null })), { onDuplicate: 'ignore' });
}

export function* keepStanding(connection: string, { watermark, position, attention }: Omit<Standing, 'startedAt'>): Work<void> {
  yield* execute('UPDATE intake_reconciliations SET watermark = ?, position = ?, attention = ? WHERE connection = ?', [watermark, position && JSON.stringify(position), attention, connection]);
}

/** Stops looking; whoever begins again begins anew. */
export function* forget(connection: string): Work<void> {
  yield* execute('DELETE FROM intake_reconciliations WHERE connection = ?', [connection]);
}

/** The digests of objects that came in before, of those asked for. */
export function* readObjects(digests: readonly string[]): Work<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = yield* select<{ digest: string }>(`SELECT digest FROM intake_objects WHERE digest IN ${inList(digests)}`, digests);
  return new Set(rows.map(({ digest }) => digest));
}

/** Remembers objects that were announced. */
export function* keepObjects(objects: readonly { readonly connection: string; readonly objectId: string }[], now: number): Work<void> {
  const rows = new Map(objects.map(({ connection, objectId }) => [objectDigest(connection, objectId), connection]));
  yield* insertRows('intake_objects', [...rows].map(([digest, connection]) => ({ digest, connection, at: now })), { onDuplicate: 'ignore' });
}
