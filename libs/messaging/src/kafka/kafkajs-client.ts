import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Admin, type Kafka, type KafkaConfig, type Producer } from 'kafkajs';
import { retryable } from '#contracts';
import type { EncodedEvent } from '../publisher.js';
import type { BrokerClient, BrokerConsumer, ConsumeOptions, PartitionOffsets } from './broker-client.js';
import { chunksOf } from './chunks-of.js';
import { kafkaFailure } from './kafka-failure.js';
import type { KafkaSettings } from './kafka-settings.js';
import { KafkajsConsumer } from './kafkajs-consumer.js';
import { calmKafkajs } from './kafkajs-timers.js';
import { prefixed } from './prefixed.js';
import { traceparentOf } from './traceparent.js';

/** Below `message.max.bytes` of a broker (1 MB), which counts all that one request brings to a partition. */
const SEND = { count: 500, bytes: 800_000 };
const OVERHEAD = 200;
/** Probes of Kubernetes ask, and wait 5 s at most. */
const ASK_MS = 2_000;

/** How kafkajs is told of the settings; `name` is the app's. It logs nothing: whoever uses it hears of what matters. */
export function kafkajsConfig(settings: KafkaSettings, name: string): KafkaConfig {
  return {
    clientId: `${name}-${hostname()}`, brokers: [...settings.brokers], logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 3_000, requestTimeout: 10_000, retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 2_000 },
    ...(settings.tls ? { ssl: settings.tls.ca ? { ca: [settings.tls.ca] } : true } : {}),
    ...(settings.sasl ? { sasl: settings.sasl as NonNullable<KafkaConfig['sasl']> } : {}),
  };
}

/** kafkajs itself, for administration. */
export function openKafkajs(settings: KafkaSettings, name: string): Kafka {
  calmKafkajs();
  return new kafkajs.Kafka(kafkajsConfig(settings, name));
}

/** The broker client of a service. */
export const openBrokerClient = (settings: KafkaSettings, name: string): BrokerClient => prefixed(new KafkajsClient(settings, name), settings.prefix);

/** The broker client on kafkajs 2.2.4. Decision 0009 says what of it works with which brokers. */
export class KafkajsClient implements BrokerClient {
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private readonly admin: Admin;
  private connected: Promise<void> | null = null;

  constructor(private readonly settings: KafkaSettings, name: string) {
    this.kafka = openKafkajs(settings, name);
    this.producer = this.kafka.producer({ allowAutoTopicCreation: false, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    this.admin = this.kafka.admin({ retry: { retries: 1, initialRetryTime: 200 } });
  }

  connect(): Promise<void> {
    this.connected ??= Promise.all([this.producer.connect(), this.admin.connect()]).then(() => undefined, (error: unknown) => {
      this.connected = null;
      throw kafkaFailure(error, `No connection to ${this.settings.brokers.join(', ')}`);
    });
    return this.connected;
  }

  async produce(events: readonly EncodedEvent[]): Promise<void> {
    await this.connect();
    for (const chunk of chunksOf(events, ({ value }) => Buffer.byteLength(value) + OVERHEAD, SEND)) await this.send(chunk);
  }

  async consume(options: ConsumeOptions): Promise<BrokerConsumer> {
    const consumer = new KafkajsConsumer(this.kafka, this.settings.sessionMs, options);
    try {
      await consumer.start();
      return consumer;
    } catch (error) {
      await consumer.stop();
      throw kafkaFailure(error, `Group ${options.group} could not join for ${options.topics.join(', ')}`);
    }
  }

  async offsets(group: string, topic: string): Promise<PartitionOffsets[]> {
    const answer = this.connect().then(() => Promise.all([this.admin.fetchTopicOffsets(topic), this.admin.fetchOffsets({ groupId: group, topics: [topic] })]));
    const late = new AbortController();
    try {
      const answered = await Promise.race([answer, wait(ASK_MS, null, { signal: late.signal })]);
      if (!answered) throw retryable('BUS.UNREACHABLE', `The brokers did not say within ${ASK_MS} ms where ${group} stands on ${topic}.`);
      const [ends, [own]] = answered;
      const committed = new Map(own?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      return ends.map(({ partition, low, high }) => ({ partition, next: Math.max(committed.get(partition) ?? -1, Number(low)), end: Number(high) }));
    } catch (error) {
      throw kafkaFailure(error, `The brokers did not say where ${group} stands on ${topic}`);
    } finally {
      late.abort();
      answer.catch(() => undefined); // Said above, or nobody waits for it any more.
    }
  }

  async disconnect(): Promise<void> {
    await this.connected?.catch(() => undefined);
    await Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
  }

  private async send(events: readonly EncodedEvent[]): Promise<void> {
    const topics = Map.groupBy(events, ({ topic }) => topic);
    const topicMessages = [...topics].map(([topic, of]) => ({ topic, messages: of.map(({ key, value }) => ({ key, value, headers: headersOf(value) })) }));
    try {
      await this.producer.sendBatch({ acks: -1, timeout: 5_000, topicMessages });
    } catch (error) {
      throw kafkaFailure(error, `${events.length} events for ${[...topics.keys()].join(', ')} could not be sent`);
    }
  }
}

function headersOf(value: string): { traceparent: string } | undefined {
  const traceparent = traceparentOf(value);
  return traceparent === undefined ? undefined : { traceparent };
}
