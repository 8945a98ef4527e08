import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ChangeNotice } from '#contracts';
import { execute, insertNumbered, select, selectOne, UnitOfWork } from '#persistence';
import { Clock, Environment, Ids, Log } from '#platform';
import { Changes } from './changes.js';

/** Screens hear of what another replica stored within so long. */
const LOOK_EVERY_MS = 400;
const KEPT_MS = 60_000;
/** Notices that are stored at the same time may show up out of the order of their numbers: so many are looked at again. */
const OVERLAP = 50;

interface NoticeRow { number: number; holder: string; notice: string }

/**
 * Tells the screens of this replica what other replicas of console stored. A replica writes down, after the commit, what changed,
 * and reads what the others wrote. (Decision 0010: why not from the topics.)
 */
@Injectable()
export class ChangeRelay implements OnModuleInit, OnModuleDestroy {
  private readonly holder: string;
  private readonly seen = new Set<number>();
  private last = 0;
  private timer: NodeJS.Timeout | null = null;
  private looking = Promise.resolve();

  constructor(private readonly changes: Changes, private readonly work: UnitOfWork, private readonly clock: Clock, private readonly environment: Environment, private readonly log: Log, ids: Ids) {
    this.holder = ids.next();
  }

  async onModuleInit(): Promise<void> {
    if (this.environment.mode !== 'distributed') return;
    this.last = (await this.work.read(() => selectOne<{ last: number | null }>('SELECT MAX(number) AS last FROM console_notices')))?.last ?? 0;
    this.changes.onAnnounced((notice) => { this.spread(notice).catch((error: unknown) => this.log.error('changes.not-spread', error)); });
    this.timer = setInterval(() => { this.looking = this.look().catch((error: unknown) => this.log.error('changes.not-read', error)); }, LOOK_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  private async spread(notice: ChangeNotice): Promise<void> {
    const [holder, at] = [this.holder, this.clock.now()];
    await this.work.transact({
      *write() {
        yield* insertNumbered('console_notices', [{ holder, at, notice: JSON.stringify(notice) }]);
        yield* execute('DELETE FROM console_notices WHERE at < ?', [at - KEPT_MS]);
      },
    });
  }

  private async look(): Promise<void> {
    const from = this.last - OVERLAP;
    const rows = await this.work.read(() => select<NoticeRow>('SELECT number, holder, notice FROM console_notices WHERE number > ? ORDER BY number', [from]));
    for (const { number, holder, notice } of rows) {
      this.last = Math.max(this.last, number);
      if (this.seen.has(number)) continue;
      this.seen.add(number);
      if (holder !== this.holder) this.changes.tell(JSON.parse(notice) as ChangeNotice);
    }
    for (const number of this.seen) if (number <= this.last - OVERLAP) this.seen.delete(number);
  }
}
