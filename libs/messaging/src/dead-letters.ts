import { messageDeadLettered, ProblemError, serializeFailure, type Failure, type MessageDeadLettered, type SettledView } from '#contracts';
import { execute, inList, insertRows, select, selectOne, type UnitOfWork, type Work } from '#persistence';
import { outgoing, type Outbox, type Outgoing } from './outbox.js';
import type { NewTask, Tasks } from './task.js';

/** Work that needs a human. `redrive` is the task that "Retry" puts back to work; without it the item can only be closed. */
export interface NewDeadLetter {
  readonly kind: MessageDeadLettered['kind'];
  readonly leadId: string;
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
  readonly failure: Failure;
  readonly attempts?: number;
  readonly redrive: NewTask | null;
  /** The connection it is about, if it is about one; told in the failure's details. */
  readonly connection?: string;
  /** What is kept for a person to look at; never leaves the app that owns it. */
  readonly body?: unknown;
}

interface DeadLetterRow {
  id: string; kind: MessageDeadLettered['kind']; lead_id: string; title: string; detail: string; fix: string; failure: string; attempts: number;
  body: string | null; redrive: string | null; state: MessageDeadLettered['state']; first_failed_at: number;
}

export abstract class DeadLetters {
  /** Inside a write: keeps the items and announces them. Returns their ids. */
  abstract add(items: readonly NewDeadLetter[]): Work<string[]>;
  /** Inside a write: the trouble has passed by itself. Items that are settled already stay as they are. */
  abstract resolve(ids: readonly string[]): Work<void>;
  /** Puts an item back to work. Errors: 404, 409 when it is not open or cannot be tried again. */
  abstract redrive(id: string, by: string): Promise<void>;
  /** Closes an item with a reason. Errors: 404, 409. */
  abstract discard(id: string, by: string, reason: string): Promise<void>;
  /** Puts back to work what can be of these; says of the others why not. */
  abstract redriveAll(ids: readonly string[], by: string): Promise<SettledView>;
  /** Closes what is open of these with a reason; says of the others why not. */
  abstract discardAll(ids: readonly string[], by: string, reason: string): Promise<SettledView>;
  /** The kept body, for a person. */
  abstract body(id: string): Promise<unknown>;
}

export class SqlDeadLetters extends DeadLetters {
  private readonly table: string;

  constructor(private readonly app: string, private readonly work: UnitOfWork, private readonly outbox: Outbox, private readonly tasks: Tasks, private readonly edge: { now(): number; nextId(): string }) {
    super();
    this.table = `${app}_dead_letters`;
  }

  override *add(items: readonly NewDeadLetter[]): Work<string[]> {
    const now = this.edge.now();
    const rows = items.map((item): DeadLetterRow => ({
      id: this.edge.nextId(), kind: item.kind, lead_id: item.leadId, title: item.title, detail: item.detail, fix: item.fix,
      failure: JSON.stringify(failureOf(item)), attempts: item.attempts ?? 1,
      body: item.body === undefined ? null : JSON.stringify(item.body), redrive: item.redrive ? JSON.stringify(item.redrive) : null,
      state: 'open', first_failed_at: now,
    }));
    yield* insertRows(this.table, rows.map((row) => ({ ...row, closed_by: null, closed_because: null })));
    yield* this.outbox.publish(rows.map((row) => this.announce(row, 'open', null, null)));
    return rows.map(({ id }) => id);
  }

  override *resolve(ids: readonly string[]): Work<void> {
    if (ids.length === 0) return;
    const rows = yield* select<DeadLetterRow>(`SELECT * FROM ${this.table} WHERE state = 'open' AND id IN ${inList(ids)} ORDER BY id`, ids);
    for (const { id } of rows) yield* execute(`UPDATE ${this.table} SET state = 'resolved' WHERE id = ?`, [id]);
    yield* this.outbox.publish(rows.map((row) => this.announce(row, 'resolved', null, null)));
  }

  override async redrive(id: string, by: string): Promise<void> {
    refuse(await this.redriveAll([id], by), this.app);
  }

  override async discard(id: string, by: string, reason: string): Promise<void> {
    refuse(await this.discardAll([id], by, reason), this.app);
  }

  override redriveAll(ids: readonly string[], by: string): Promise<SettledView> {
    return this.settle(ids, by, null, 'resolved');
  }

  override discardAll(ids: readonly string[], by: string, reason: string): Promise<SettledView> {
    return this.settle(ids, by, reason, 'closed');
  }

  override async body(id: string): Promise<unknown> {
    const row = await this.work.read(() => this.find(id));
    return row.body === null ? null : JSON.parse(row.body);
  }

  private async settle(ids: readonly string[], by: string, reason: string | null, state: 'resolved' | 'closed'): Promise<SettledView> {
    const outcome: SettledView = { settled: [], refused: [] };
    for (const some of chunks([...new Set(ids)].sort())) {
      const { settled, refused } = await this.settleSome(some, by, reason, state);
      outcome.settled.push(...settled);
      outcome.refused.push(...refused);
    }
    return outcome;
  }

  private settleSome(ids: readonly string[], by: string, reason: string | null, state: 'resolved' | 'closed'): Promise<SettledView> {
    const { tasks, outbox, table } = this;
    const announce = (row: DeadLetterRow) => this.announce(row, state, by, reason);
    return this.work.transact({
      lock: ids.map((id) => `dead-letter:${id}`),
      read: () => select<DeadLetterRow>(`SELECT * FROM ${table} WHERE id IN ${inList(ids)} ORDER BY id`, ids),
      decide(rows) {
        const found = new Map(rows.map((row) => [row.id, row]));
        const refused = ids.flatMap((id) => whyNot(id, found.get(id), state));
        return { refused, rows: rows.filter(({ id }) => !refused.some((one) => one.id === id)) };
      },
      *write({ rows, refused }) {
        if (state === 'resolved') yield* tasks.add(rows.map(({ redrive }) => JSON.parse(redrive!) as NewTask));
        const settled = rows.map(({ id }) => id);
        if (settled.length > 0) yield* execute(`UPDATE ${table} SET state = ?, closed_by = ?, closed_because = ? WHERE id IN ${inList(settled)}`, [state, by, reason, ...settled]);
        yield* outbox.publish(rows.map(announce));
        return { settled, refused };
      },
    });
  }

  private *find(id: string): Work<DeadLetterRow> {
    const row = yield* selectOne<DeadLetterRow>(`SELECT * FROM ${this.table} WHERE id = ?`, [id]);
    if (!row) throw new ProblemError(404, 'dead_letter_unknown', 'Not found', `There is no item ${id} in ${this.app}.`);
    return row;
  }

  private announce(row: DeadLetterRow, state: MessageDeadLettered['state'], by: string | null, reason: string | null): Outgoing<MessageDeadLettered> {
    return outgoing(messageDeadLettered, row.lead_id, {
      deadLetterId: row.id, app: this.app, kind: row.kind, state, title: row.title, detail: row.detail, fix: row.fix,
      failure: JSON.parse(row.failure), attempts: row.attempts, firstFailedAt: new Date(row.first_failed_at).toISOString(), closedBy: by, closedBecause: reason,
    });
  }
}

type Refusal = SettledView['refused'][number];

function whyNot(id: string, row: DeadLetterRow | undefined, to: 'resolved' | 'closed'): Refusal[] {
  if (!row) return [{ id, code: 'unknown', why: `There is no item ${id} here.` }];
  if (row.state !== 'open') return [{ id, code: 'already_settled', why: `This item is ${row.state}; there is nothing left to do.` }];
  return to === 'resolved' && row.redrive === null ? [{ id, code: 'not_retryable', why: 'This item cannot be tried again. Close it with a reason.' }] : [];
}

/** The refusal of the only item, as a problem. */
function refuse({ refused: [refusal] }: SettledView, app: string): void {
  if (!refusal) return;
  if (refusal.code === 'unknown') throw new ProblemError(404, 'dead_letter_unknown', 'Not found', `There is no item ${refusal.id} in ${app}.`);
  throw new ProblemError(409, refusal.code, refusal.code === 'already_settled' ? 'Already settled' : 'Cannot be tried again', refusal.why);
}

/** Items in one transaction. */
const MOST = 100;
const chunks = <T>(items: readonly T[]): T[][] => Array.from({ length: Math.ceil(items.length / MOST) }, (_, index) => items.slice(index * MOST, (index + 1) * MOST));

function failureOf({ failure, connection }: NewDeadLetter): ReturnType<typeof serializeFailure> {
  const serialized = serializeFailure(failure);
  return connection === undefined ? serialized : { ...serialized, details: { ...serialized.details, connection } };
}
