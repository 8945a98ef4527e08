import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ChangeNotice } from '#contracts';
import { execute, insertNumbered, select, selectOne, UnitOfWork } from '#persistence';
import { Clock, Environment, Ids, Log } from '#platform';
import { Changes } from './changes.js';

/** What is written down and read in turn. Screens hear of what another replica stored within twice that. */
const EVERY_MS = 400;
const KEPT_MS = 60_000;
/** Notices that are stored at the same time may show up out of the order of their numbers: so many are looked at again. */
const OVERLAP = 50;

interface NoticeRow { number: number; holder: string; notice: string }

/**
 * Tells the screens of this replica what other replicas of console stored. A replica writes down what changed, all of a turn in one
 * notice, and reads what the others wrote. (Decision 0010: why not from the topics.)
 */
@Injectable()
export class ChangeRelay implements OnModuleInit, OnModuleDestroy {
  private readonly holder: string;
  private announced: ChangeNotice[] = [];
  private readonly seen = new Set<number>();
  private last = 0;
  private timer: NodeJS.Timeout | null = null;
  private turn = Promise.resolve();
  private stopped = false;

  constructor(private readonly changes: Changes, private readonly work: UnitOfWork, private readonly clock: Clock, private readonly environment: Environment, private readonly log: Log, ids: Ids) {
    this.holder = ids.next();
  }

  async onModuleInit(): Promise<void> {
    if (this.environment.mode !== 'distributed') return;
    this.last = (await this.work.read(() => selectOne<{ last: number | null }>('SELECT MAX(number) AS last FROM console_notices')))?.last ?? 0;
    this.changes.onAnnounced((notice) => this.announced.push(notice));
    this.wait();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.turn;
    await this.spread().catch((error: unknown) => this.log.error('changes.not-spread', error));
  }

  private wait(): void {
    this.timer = setTimeout(() => { this.turn = this.takeTurn(); }, EVERY_MS);
  }

  private async takeTurn(): Promise<void> {
    await this.spread().catch((error: unknown) => this.log.error('changes.not-spread', error));
    await this.look().catch((error: unknown) => this.log.error('changes.not-read', error));
    if (!this.stopped) this.wait();
  }

  /** What could not be written is let go: a screen reads again when it gets the focus. */
  private async spread(): Promise<void> {
    const [holder, at, announced] = [this.holder, this.clock.now(), this.announced.splice(0)];
    if (announced.length === 0) return;
    const together: ChangeNotice = { leads: [...new Set(announced.flatMap(({ leads }) => leads))], kinds: [...new Set(announced.flatMap(({ kinds }) => kinds))] };
    await this.work.transact({
      *write() {
        yield* insertNumbered('console_notices', [{ holder, at, notice: JSON.stringify(together) }]);
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
