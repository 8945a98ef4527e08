/**
 * Puts single things that arrive one by one into shared transactions: whatever is queued when a slot is free goes together.
 * No timer: a lone item goes at once, a crowd shares.
 */
export class GroupCommit<I, R> {
  private readonly queue: { item: I; resolve: (result: R) => void; reject: (error: unknown) => void }[] = [];
  private running = 0;
  private scheduled = false;

  /** `commit` gets 1 to `cap` items (default 200) and returns one result per item, in order. At most `inFlight` (default 2) run at a time. */
  constructor(
    private readonly commit: (items: I[]) => Promise<R[]>,
    private readonly limits: { cap?: number; inFlight?: number } = {},
  ) {}

  submit(item: I): Promise<R> {
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** Starts on the next turn of the event loop, so that what arrived in this one shares the transaction. */
  private schedule(): void {
    if (this.scheduled || this.running >= (this.limits.inFlight ?? 2)) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.queue.length > 0) void this.run();
    });
  }

  private async run(): Promise<void> {
    const group = this.queue.splice(0, this.limits.cap ?? 200);
    this.running += 1;
    try {
      const results = await this.commit(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index]!));
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      this.running -= 1;
      if (this.queue.length > 0) this.schedule();
    }
  }
}
