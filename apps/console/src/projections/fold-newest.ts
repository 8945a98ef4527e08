import type { Row } from '#persistence';

/** A row whose state is replaced as a whole by later events of its producer. */
export type SequencedRow = Row & { id: string; sequence: number };

/** The rows to write: of each id the one with the greatest sequence, where it is greater than what is known. */
export function foldNewest<R extends SequencedRow>(known: readonly SequencedRow[], heard: readonly R[]): R[] {
  const newest = new Map(known.map(({ id, sequence }) => [id, sequence]));
  const rows = new Map<string, R>();
  for (const row of heard) {
    if ((newest.get(row.id) ?? -1) >= row.sequence) continue;
    newest.set(row.id, row.sequence);
    rows.set(row.id, row);
  }
  return [...rows.values()];
}
