import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { AppMessaging } from '#messaging';

/** Prometheus metrics of one app. Apps register their own on `registry`. */
export class Metrics {
  readonly registry = new Registry();

  constructor(app: string, messaging: AppMessaging) {
    this.registry.setDefaultLabels({ app });
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'leadwright_consumer_lag', help: 'Messages that a consumer has not handled yet', labelNames: ['topic'], registers: [this.registry],
      async collect() {
        for (const { topic, lag } of await messaging.health()) this.set({ topic }, lag);
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
