import { select, selectOne, type UnitOfWork, type Work } from '#persistence';
import type { BusRecord } from '../bus.js';

/** A few milliseconds of work for a group (decision 0013), so that timers and requests get their turn between two pieces. */
const PIECE = 100;
/** Pieces that were read last. A group that is one or two of them behind another still gets what that one got. */
const KEPT = 3;

interface Piece { readonly after: number; readonly records: readonly BusRecord[] }

/** One topic of the log, read piece by piece. Groups that stand at the same place get the same records, so that these are read and decoded once. */
export class TopicLog {
  private readonly pieces: Piece[] = [];

  constructor(readonly topic: string, private readonly work: UnitOfWork) {}

  /** What comes after the group's position; nothing at the end of the log. */
  async next(group: string): Promise<readonly BusRecord[]> {
    const { topic, pieces } = this;
    const read = await this.work.read(function* (): Work<Piece> {
      const after = yield* positionOf(group, topic);
      const kept = pieces.find((piece) => piece.after === after);
      if (kept) return kept;
      const rows = yield* select<{ position: number; lead_id: string; message: string }>('SELECT position, lead_id, message FROM bus_messages WHERE topic = ? AND position > ? ORDER BY position LIMIT ?', [topic, after, PIECE]);
      return { after, records: rows.map(({ position, lead_id, message }) => ({ topic, key: lead_id, value: message, position })) };
    });
    if (read.records.length > 0 && !pieces.includes(read)) pieces.splice(0, pieces.length, ...[...pieces, read].slice(-KEPT));
    return read.records;
  }

  async lag(group: string): Promise<number> {
    const { topic } = this;
    const row = await this.work.read(function* () {
      return yield* selectOne<{ open: number }>('SELECT COUNT(*) AS open FROM bus_messages WHERE topic = ? AND position > ?', [topic, yield* positionOf(group, topic)]);
    });
    return row?.open ?? 0;
  }
}

function* positionOf(group: string, topic: string): Work<number> {
  return (yield* selectOne<{ position: number }>('SELECT position FROM bus_positions WHERE app = ? AND topic = ?', [group, topic]))?.position ?? 0;
}
