import { toFailure, type Failure } from '#contracts';
import { databaseNow, execute, inList, selectFree, sweepLocks, type UnitOfWork, type Work } from '#persistence';

export interface HousekeepingParts {
  readonly app: string;
  readonly work: UnitOfWork;
  readonly edge: { random(): number };
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
}

/** Longer than topics keep anything: what comes again after that is known by its natural keys. */
export const INBOX_DAYS = 14;
const EVERY_MS = 3_600_000;
const PART = 1_000;

/** Forgets, hour by hour and in small parts, what replicas need no more: inbox rows of old messages and names that nobody locks. */
export class Housekeeping {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = true;

  constructor(private readonly parts: HousekeepingParts) {}

  start(): void {
    this.stopped = false;
    this.later();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  /** All that is due now. */
  async sweep(): Promise<void> {
    const { app, work } = this.parts;
    for (const part of [() => sweepInbox(`${app}_inbox`), () => sweepLockNames()]) {
      while (!this.stopped && (await work.transact({ write: part })) >= PART);
    }
  }

  private later(): void {
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: unknown) => this.parts.onError('housekeeping', toFailure(error), {}))
        .finally(() => { if (!this.stopped) this.later(); });
    }, EVERY_MS * (0.5 + this.parts.edge.random())).unref();
  }
}

function* sweepInbox(table: string): Work<number> {
  const before = (yield* databaseNow()) - INBOX_DAYS * 86_400_000;
  const rows = yield* selectFree<{ message_id: string }>(`SELECT message_id FROM ${table} WHERE received_at < ? ORDER BY received_at LIMIT ${PART}`, [before]);
  const ids = rows.map(({ message_id }) => message_id).sort();
  return ids.length === 0 ? 0 : yield* execute(`DELETE FROM ${table} WHERE message_id IN ${inList(ids)}`, ids);
}

function* sweepLockNames(): Work<number> {
  return yield* sweepLocks(yield* databaseNow());
}
