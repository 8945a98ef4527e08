import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { AppMessaging } from '#messaging';

/** Prometheus metrics of one app. Apps register their own on `registry`. */
export class Metrics {
  readonly registry = new Registry();

  constructor(app: string, messaging: AppMessaging) {
    this.registry.setDefaultLabels({ app });
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'leadwright_consumer_lag', help: 'Messages not handled yet, of the partitions that this process has', labelNames: ['topic', 'partition'], registers: [this.registry],
      async collect() {
        this.reset(); // A partition that went to another replica is counted there.
        for (const { topic, lagByPartition } of await messaging.health()) for (const [partition, lag] of lagByPartition) this.set({ topic, partition: String(partition) }, lag);
      },
    });
    new Gauge({
      name: 'leadwright_tasks_in_flight', help: 'Tasks that this process runs now', registers: [this.registry],
      collect() {
        this.set(messaging.inFlight);
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
