import type { Bus, Delivery, Subscription } from '../bus.js';
import type { Outbox } from '../outbox.js';
import type { Publisher } from '../publisher.js';
import { KafkaGroup } from './kafka-group.js';
import type { KafkaParts } from './kafka-parts.js';

export interface KafkaBusParts extends KafkaParts {
  /** The outbox of an app: it keeps events in their unit's transaction and sends them to `publisher` after the commit. */
  readonly outbox: (app: string, publisher: Publisher) => Outbox;
}

/** The bus of distributed mode: Apache Kafka. A group is an app; its replicas share the partitions of every topic. */
export class KafkaBus implements Bus {
  private readonly groups = new Map<string, KafkaGroup>();
  private readonly outboxes = new Map<string, Outbox>();
  private readonly publisher: Publisher;

  constructor(private readonly parts: KafkaBusParts) {
    this.publisher = { publish: (events) => parts.client.produce(events) };
  }

  outbox(app: string): Outbox {
    const outbox = this.outboxes.get(app) ?? this.parts.outbox(app, this.publisher);
    this.outboxes.set(app, outbox);
    return outbox;
  }

  subscribe(group: string, topic: string, handle: (delivery: Delivery) => Promise<void>): Subscription {
    const known = this.groups.get(group);
    const members = known && !known.ended ? known : new KafkaGroup(group, this.parts);
    this.groups.set(group, members);
    return members.subscribe(topic, handle);
  }

  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.stop()));
    await this.parts.client.disconnect();
  }
}
