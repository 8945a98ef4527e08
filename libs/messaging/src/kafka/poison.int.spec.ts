import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { leadAccepted, messageDeadLettered, retryable, type LeadAccepted } from '#contracts';
import { insertRows, select } from '#persistence';
import { APP, conformanceTables, describeWithKafka, SpecOutbox, temporaryKafka, temporarySqliteStore, until, type TemporaryKafka, type TemporaryStore } from '#testing';
import { AppMessaging } from '../app-messaging.js';
import type { Batch } from '../batch.js';
import { makeEvent, outgoing } from '../outbox.js';
import { busMigration, messagingMigration } from '../tables.js';
import { KafkaBus } from './kafka-bus.js';
import { openBrokerClient } from './kafkajs-client.js';

let nextId = 0;
const edge = { now: Date.now, random: () => 0.5, nextId: () => `event-${String((nextId += 1)).padStart(8, '0')}` };

/** The value of a valid event of lead-<n>. */
const valid = (n: number, rep = `rep-${n}`, change: (event: any) => unknown = (event) => event): string => {
  const event = makeEvent(outgoing(leadAccepted, `lead-${n}`, { epoch: 1, rep, by: 'nora' }), { id: edge.nextId(), now: '2026-11-22T09:30:00.000Z', producer: 'assignment', sequence: n });
  return JSON.stringify(change(JSON.parse(JSON.stringify(event))));
};
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** The twelve classes: bytes as anybody could write them, and what becomes of them. The last two are valid; their handling fails. */
const poison: Record<string, { value: Buffer | string | null; code: string }> = {
  'bad JSON': { value: '{"id": "x", ', code: 'EVENT.UNREADABLE' },
  'a string': { value: '"lead"', code: 'EVENT.INVALID' },
  'a tombstone': { value: null, code: 'EVENT.EMPTY' },
  'a leading 0x00': { value: Buffer.concat([Buffer.from([0]), Buffer.from(valid(1))]), code: 'EVENT.UNREADABLE' },
  'nested 20,000 deep': { value: valid(2, 'x').replace('"rep":"x"', `"rep":${nested(20_000)}`), code: 'EVENT.TOO_DEEP' },
  'another version': { value: valid(3, 'x', (event) => ({ ...event, version: 2 })), code: 'EVENT.INVALID' },
  'a missing property': { value: valid(4, 'x', ({ leadId: _, ...event }) => event), code: 'EVENT.INVALID' },
  'another type': { value: valid(5, 'x', (event) => ({ ...event, data: { ...event.data, epoch: 'one' } })), code: 'EVENT.INVALID' },
  'larger than allowed': { value: valid(6, 'x'.repeat(900_000)), code: 'EVENT.TOO_LARGE' },
  'invalid UTF-8': { value: Buffer.concat([Buffer.from(valid(7).slice(0, -2)), Buffer.from([0xc3, 0x28]), Buffer.from('"}}')]), code: 'EVENT.UNREADABLE' },
  'a handler with a bug': { value: valid(8, 'bug'), code: 'INTERNAL.UNEXPECTED' },
  'a handler that never succeeds': { value: valid(9, 'always-500'), code: 'TEST.UNAVAILABLE' },
};
const GOOD = 40;

describeWithKafka('poison on a real broker', () => {
  let kafka: TemporaryKafka;
  let place: TemporaryStore;
  let bus: KafkaBus;
  let messaging: AppMessaging;
  let ended: unknown;

  beforeEach(async () => {
    [kafka, place] = await Promise.all([temporaryKafka([leadAccepted.topic, messageDeadLettered.topic]), temporarySqliteStore([busMigration, messagingMigration(APP), conformanceTables])]);
    bus = new KafkaBus({ client: openBrokerClient(kafka.settings, 'spec'), onError: () => undefined, onFatal: (failure) => { ended = failure; }, outbox: (app, publisher) => new SpecOutbox(app, publisher, edge) });
    messaging = new AppMessaging({ app: APP, work: place.store.work, bus, edge, holder: 'one', alone: true, onError: () => undefined });
    messaging.onBatch(leadAccepted, async (batch: Batch<LeadAccepted>) => {
      const rows = batch.map(({ id, data }) => {
        if (data.rep === 'bug') return (null as unknown as { id: string; rep: string }).id as never;
        if (data.rep === 'always-500') throw retryable('TEST.UNAVAILABLE', 'It answers 500, always.');
        return { id, rep: data.rep };
      }).map(({ value }) => value);
      await batch.commit({ *write() { yield* insertRows('conformance_seen', rows); } });
    });
  });
  afterEach(async () => {
    await messaging.stop(200);
    await (messaging.outbox as SpecOutbox).sent;
    await bus.close();
    await Promise.all([place.remove(), kafka.remove()]);
  });

  const rows = <R>(sql: string) => place.store.work.read(() => select<R>(sql));
  const dead = async () => (await rows<{ failure: string; body: string; lead_id: string }>(`SELECT failure, body, lead_id FROM ${APP}_dead_letters ORDER BY id`))
    .map(({ failure, body, lead_id }) => ({ code: (JSON.parse(failure) as { code: string }).code, body: JSON.parse(body) as unknown, lead: lead_id }));

  it('stops no neighbour: what is good is handled, what is not is kept as it came, with its cause', async () => {
    const producer = kafka.kafka.producer({ allowAutoTopicCreation: false, createPartitioner: () => ({ message }) => Number(message.headers?.['to']) });
    await producer.connect();
    const classes = Object.entries(poison);
    // Poison between good ones, on every partition; each class stands before good ones that would wait behind it.
    const messages = Array.from({ length: GOOD }, (_, n) => {
      const bad = classes[n]?.[1];
      const headers = { to: String(n % 3) };
      return [...(bad ? [{ key: `poison-${n}`, value: bad.value, headers }] : []), { key: `lead-${n + 100}`, value: valid(n + 100), headers }];
    }).flat();
    await producer.send({ topic: kafka.settings.prefix + leadAccepted.topic, messages });
    await producer.disconnect();

    await messaging.start();
    await until('all good ones are handled', async () => (await rows('SELECT id FROM conformance_seen')).length === GOOD);
    await until('nothing waits', async () => (await messaging.health())[0]!.lag === 0);
    const letters = await dead();
    const parked = await rows<{ payload: string; attempt: number }>(`SELECT payload, attempt FROM ${APP}_tasks WHERE kind = 'message.retry'`);
    // The one that may succeed later is tried again, behind nobody; the others are dead letters.
    expect(parked.map(({ payload }) => (JSON.parse(payload) as { message: { data: { rep: string } } }).message.data.rep)).toEqual(['always-500']);
    // The sender sends again where an answer is late: a record may then be there twice.
    const told = [...new Map(letters.map((letter) => [`${letter.lead} ${letter.code}`, letter.code])).values()];
    expect(told.sort()).toEqual(classes.slice(0, 11).map(([, { code }]) => code).sort());
    expect(ended).toBeUndefined();

    // As they came: text as text, other bytes in base64.
    const kept = new Map(letters.map(({ lead, body }) => [lead, body]));
    for (const [index, [name, { value }]] of classes.slice(0, 10).entries()) {
      const body = kept.get(`poison-${index}`) as string | null | { encoding: string; bytes: string };
      const bytes = body === null ? null : typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.bytes, 'base64');
      expect({ name, bytes: bytes?.toString('hex') }).toEqual({ name, bytes: value === null ? undefined : Buffer.from(value as string).toString('hex') });
    }
    // And people hear of each.
    const offsets = await kafka.admin.fetchTopicOffsets(kafka.settings.prefix + messageDeadLettered.topic);
    expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBe(letters.length);
  });
});
