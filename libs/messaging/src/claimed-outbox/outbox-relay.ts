import { toFailure } from '#contracts';
import { failpoint } from '#persistence';
import { claimExpired, deletePublished, hasExpired, MOST, type OutboxTables } from './outbox-table.js';
import type { WriterParts } from './outbox-writer.js';

export interface RelayParts extends WriterParts {
  readonly edge: { random(): number };
}

const LOOK_EVERY_MS = 1_000;

/** Publishes what the processes that wrote it left behind. Every replica has one; each takes what the others do not hold. */
export class OutboxRelay {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = true;

  constructor(private readonly tables: OutboxTables, private readonly parts: RelayParts) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.lookLater();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private lookLater(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: unknown) => this.parts.onError('outbox.relay', toFailure(error), {}))
        .finally(() => { if (!this.stopped) this.lookLater(); });
    }, LOOK_EVERY_MS * (0.9 + 0.2 * this.parts.edge.random()));
  }

  private async look(): Promise<void> {
    const { tables, parts } = this;
    while (!this.stopped && (await parts.work.read(() => hasExpired(tables.outbox)))) {
      const events = await parts.work.transact({ write: () => claimExpired(tables) });
      if (events.length > 0) {
        failpoint('K5');
        await parts.publisher.publish(events.map(({ event }) => event));
        failpoint('K7');
        await parts.work.transact({ write: () => deletePublished(tables.outbox, events.map(({ number }) => number)) });
      }
      if (events.length < MOST) return;
    }
  }
}
