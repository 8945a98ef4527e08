import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ChangeNotice } from '#contracts';

type Listener = { changed(notice: ChangeNotice): void; ended(): void };

/** Tells open screens, after the commit, what changed. Nothing is kept: a screen that connects later reads anew. */
@Injectable()
export class Changes implements OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private announced: (notice: ChangeNotice) => void = () => undefined;

  announce(leads: readonly string[], kinds: ChangeNotice['kinds']): void {
    if (leads.length === 0 && !kinds.includes('configs')) return;
    const notice: ChangeNotice = { leads: [...new Set(leads)], kinds };
    this.tell(notice);
    this.announced(notice);
  }

  /** What another replica announced. */
  tell(notice: ChangeNotice): void {
    for (const listener of this.listeners) listener.changed(notice);
  }

  /** Called with everything that is announced in this process. */
  onAnnounced(listener: (notice: ChangeNotice) => void): void {
    this.announced = listener;
  }

  /** Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  onModuleDestroy(): void {
    for (const listener of [...this.listeners]) listener.ended();
    this.listeners.clear();
  }
}
