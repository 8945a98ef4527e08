import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leadAccepted } from '#contracts';
import { describeWithKafka, temporaryKafka, until, type TemporaryKafka } from '#testing';
import { encodeEvent, makeEvent, outgoing } from '../outbox.js';
import type { BrokerClient, BrokerRecord } from './broker-client.js';
import { kafkajsConfig, openBrokerClient } from './kafkajs-client.js';

const plain = { brokers: ['127.0.0.1:1'], tls: null, sasl: null, sessionMs: 6_000, prefix: '' };

describe('kafkajs', () => {
  it('is told of TLS and credentials', () => {
    expect(kafkajsConfig(plain, 'intake')).not.toHaveProperty('ssl');
    expect(kafkajsConfig({ ...plain, tls: {} }, 'intake').ssl).toBe(true);
    const sasl = { mechanism: 'scram-sha-512', username: 'intake', password: 'open sesame' } as const;
    expect(kafkajsConfig({ ...plain, tls: { ca: 'PEM' }, sasl }, 'intake')).toMatchObject({ ssl: { ca: ['PEM'] }, sasl, clientId: expect.stringMatching(/^intake-./) });
  });

  it('says that no broker answers, to whatever is asked', async () => {
    const client = openBrokerClient(plain, 'spec');
    const unreachable = { code: 'BUS.UNREACHABLE', retryable: true };
    await expect(client.connect()).rejects.toMatchObject(unreachable);
    await expect(client.produce([{ topic: 't', key: 'k', value: 'v' }])).rejects.toMatchObject(unreachable);
    await expect(client.offsets('g', 't')).rejects.toMatchObject(unreachable);
    await client.disconnect();
  });
});

describeWithKafka('the broker client on a real broker', () => {
  let kafka: TemporaryKafka;
  let client: BrokerClient;
  beforeAll(async () => {
    kafka = await temporaryKafka(['a', 'b']);
    client = openBrokerClient(kafka.settings, 'spec');
  });
  afterAll(async () => {
    await client.disconnect();
    await kafka.remove();
  });

  it('sends what is far more than a broker takes at once, in the order of its key', async () => {
    const value = (n: number) => `${n}|${'x'.repeat(60_000)}`;
    await client.produce(Array.from({ length: 60 }, (_, n) => ({ topic: 'a', key: 'lead-1', value: value(n) })));
    const records: BrokerRecord[] = [];
    const consumer = await client.consume({
      group: 'g', topics: ['a'], onAssigned: () => undefined, onEnded: (failure) => { throw failure; },
      async onChunk(chunk) {
        expect(chunk.records.reduce((sum, record) => sum + record.value!.length, 0)).toBeLessThanOrEqual(1_000_000);
        records.push(...chunk.records);
        await chunk.commit(chunk.records.at(-1)!);
      },
    });
    await until('all have come', () => records.length === 60);
    expect(records.map((record) => record.value!.toString().split('|')[0])).toEqual(Array.from({ length: 60 }, (_, n) => String(n)));
    await consumer.stop();
    const offsets = await client.offsets('g', 'a');
    expect(offsets.reduce((sum, { next }) => sum + next, 0)).toBe(60);
    expect(offsets.every(({ next, end }) => next === end)).toBe(true);
  });

  it('puts the traceparent into the headers', async () => {
    const event = makeEvent(outgoing(leadAccepted, 'lead-1', { epoch: 1, rep: 'nora', by: 'nora' }), { id: 'event-1', now: '2026-11-22T09:30:00.000Z', producer: 'assignment', sequence: 1 });
    await client.produce([{ topic: 'b', key: 'lead-1', value: encodeEvent(event) }]);
    const headers: string[] = [];
    const reader = kafka.kafka.consumer({ groupId: `${kafka.settings.prefix}reader`, maxWaitTimeInMs: 100 });
    await reader.connect();
    await reader.subscribe({ topic: `${kafka.settings.prefix}b`, fromBeginning: true });
    await reader.run({ eachMessage: async ({ message }) => { headers.push(String(message.headers?.['traceparent'])); } });
    await until('it has come', () => headers.length === 1);
    await reader.disconnect();
    expect(headers[0]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  it('gives a topic only to members that read it, whoever leads the group', async () => {
    for (const order of [[['a'], ['a', 'b']], [['a', 'b'], ['a']]]) {
      const group = `upgrade-${order[0]!.length}`;
      const has = new Map<string, ReadonlyMap<string, readonly number[]>>();
      const consumers = [];
      for (const topics of order) {
        const name = topics.join();
        consumers.push(await client.consume({ group, topics, onChunk: () => Promise.resolve(), onEnded: (failure) => { throw failure; }, onAssigned: (partitions) => has.set(name, partitions) }));
      }
      const share = (name: string, topic: string) => has.get(name)?.get(topic)?.length ?? 0;
      await until('both have settled', () => share('a', 'a') + share('a,b', 'a') === 3 && share('a', 'a') > 0 && share('a,b', 'b') === 3);
      expect(share('a', 'b')).toBe(0);
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    }
  });

  it('goes on from the first record where a group has no position', async () => {
    expect((await client.offsets('nobody', 'a')).map(({ next }) => next)).toEqual([0, 0, 0]);
  });

  it('names the topic that is missing, and makes none', async () => {
    await expect(client.produce([{ topic: 'none', key: 'k', value: 'v' }])).rejects.toMatchObject({ code: 'BUS.TOPIC_MISSING', retryable: true });
    expect(await kafka.admin.listTopics()).not.toContain(`${kafka.settings.prefix}none`);
  });
});
