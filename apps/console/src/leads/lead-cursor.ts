/** Where a page of leads ended: the sort key of its last row. */
export interface LeadCursor { rank: number; time: number; id: string }

export const writeCursor = ({ rank, time, id }: LeadCursor): string => Buffer.from(`${rank}.${time}.${id}`).toString('base64url');

/** The cursor, or null when it was not made by `writeCursor`. */
export function readCursor(text: string): LeadCursor | null {
  const parts = /^(\d+)\.(-?\d+)\.([A-Za-z0-9_.:-]{1,64})$/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  return parts ? { rank: Number(parts[1]), time: Number(parts[2]), id: parts[3]! } : null;
}
