import type { CrmRecord } from '#connectors';

/** Where in the changes of a CRM the next page starts. */
export interface Position {
  /** Milliseconds, by the CRM's clock. */
  readonly since: number;
  readonly cursor: string | null;
}

/** Changes are looked at again for this long: indexes lag behind writes, and clocks differ. */
export const OVERLAP_MS = 300_000;

/** Where a run starts: a little before the place up to which everything was seen. */
export const firstPosition = (watermark: number): Position => ({ since: watermark - OVERLAP_MS, cursor: null });

/**
 * Where the page after this one starts; null after the last. It starts at the last change that was seen, not at a cursor:
 * what changes meanwhile moves to the end, and by a cursor another one would slip past. Only where a whole page changed in
 * the same moment does the cursor lead on.
 */
export function positionAfter({ since }: Position, { records, next }: { readonly records: readonly CrmRecord[]; readonly next: string | null }): Position | null {
  if (next === null) return null;
  const last = lastChange(records, since);
  return last > since ? { since: last, cursor: null } : { since, cursor: next };
}

/** The latest change on a page, or `before` where none is later. */
export const lastChange = (records: readonly CrmRecord[], before: number): number => records.reduce((last, { updatedAt }) => Math.max(last, updatedAt), before);
