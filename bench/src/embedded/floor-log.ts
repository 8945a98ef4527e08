import type { AppName, EventMessage } from '#contracts';
import { seal, type Draft, type Edge } from '../stages/stage.js';
import type { FloorDatabase } from './floor-database.js';

const MESSAGES = { table: 'bus_messages', columns: ['position', 'topic', 'lead_id', 'message', 'published_at'] };
const POSITIONS = { table: 'bus_positions', columns: ['app', 'topic', 'position'], key: ['app', 'topic'] };
const HEAD = { table: 'bus_head', columns: ['name', 'position'], key: ['name'] };

/** Records of one topic that are handled together. */
const BATCH = 500;

/** The log table as a bus: events under growing numbers, and a position per group and topic. Everything but `next` belongs inside a write. */
export class FloorLog {
  private head = 0;

  /** On an empty log. */
  constructor(private readonly database: FloorDatabase, private readonly edge: Edge) {
    database.insert({ into: HEAD, values: [['head', 0]] });
  }

  append(producer: AppName, events: readonly Draft[]): void {
    if (events.length === 0) return;
    const at = this.edge.now();
    const now = new Date(at).toISOString();
    const first = this.head + 1;
    this.head += events.length;
    this.database.insert({ into: MESSAGES, values: events.map((event, index) => [first + index, event.topic, event.leadId, seal(event, { id: this.edge.nextId(), now, producer, sequence: first + index }), at]) });
    this.database.insert({ into: HEAD, values: [['head', this.head]] });
  }

  /** What comes after a position. */
  next(topic: string, after: number): { last: number; batch: EventMessage[] } | null {
    const rows = this.database.query<{ position: number; message: string }>({ sql: 'SELECT position, message FROM bus_messages WHERE topic = ? AND position > ? ORDER BY position LIMIT ?', params: [topic, after, BATCH] });
    return rows.length === 0 ? null : { last: rows.at(-1)!.position, batch: rows.map(({ message }) => JSON.parse(message) as EventMessage) };
  }

  advance(group: AppName, topic: string, position: number): void {
    this.database.insert({ into: POSITIONS, values: [[group, topic, position]] });
  }
}
