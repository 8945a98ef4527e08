import { createRequire } from 'node:module';

interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
}

/** As in kafkajs 2.2.4. */
const CHECK_EVERY_MS = 10;

/**
 * kafkajs 2.2.4 looks at every connection's queue each millisecond, also when nothing waits, by a timer whose time is negative
 * (tulios/kafkajs#1751: `TimeoutNegativeWarning` on Node 24). Idle, a service with one broker used 31 ms of CPU a second that
 * way; with a timer only while something waits it uses 5. Every change of a queue looks at it anyway.
 */
export function calmKafkajs(): void {
  const queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { prototype: Record<string, unknown> };
  queue.prototype['scheduleCheckPendingRequests'] = function schedule(this: RequestQueue): void {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, Math.max(this.throttledUntil - Date.now(), CHECK_EVERY_MS));
  };
}
