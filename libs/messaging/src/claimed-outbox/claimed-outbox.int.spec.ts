import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadAccepted, retryable, type EventMessage, type LeadAccepted } from '#contracts';
import { execute, select, type MigrationClass } from '#persistence';
import { describeWithMysql, temporaryMysqlStore, temporarySqliteStore, until, type TemporaryStore } from '#testing';
import { outgoing } from '../outbox.js';
import type { EncodedEvent, Publisher } from '../publisher.js';
import { keptEventsMigration, outboxMigration } from '../tables.js';
import { ClaimedOutbox } from './claimed-outbox.js';

/** A topic that can be away. */
class Topic implements Publisher {
  readonly heard: EventMessage<LeadAccepted>[] = [];
  tries = 0;
  away = false;

  async publish(events: readonly EncodedEvent[]): Promise<void> {
    this.tries += 1;
    if (this.away) throw retryable('BUS.UNREACHABLE', 'No broker answers.');
    this.heard.push(...events.map(({ value }) => JSON.parse(value) as EventMessage<LeadAccepted>));
  }

  get epochs(): number[] {
    return this.heard.map(({ data }) => data.epoch);
  }
}

function describeOutboxOn(engine: string, open: (migrations: readonly MigrationClass[]) => Promise<TemporaryStore>): void {
  describe(`claimed outbox on ${engine}`, () => {
    let place: TemporaryStore;
    let topic: Topic;
    let made: ClaimedOutbox[];
    let nextId = 0;
    const errors: string[] = [];
    beforeEach(async () => { place = await open([outboxMigration('assignment'), keptEventsMigration('assignment')]); topic = new Topic(); made = []; errors.length = 0; });
    afterEach(async () => {
      await Promise.all(made.map((outbox) => outbox.stop(0)));
      await place.remove();
    });

    const outboxTo = (publisher: Publisher): ClaimedOutbox => {
      const outbox = new ClaimedOutbox({
        app: 'assignment', work: place.store.work, publisher, onError: (event) => errors.push(event),
        edge: { now: Date.now, random: () => 0.5, nextId: () => `event-${String((nextId += 1)).padStart(8, '0')}` },
      });
      made.push(outbox);
      return outbox;
    };
    const publish = (outbox: ClaimedOutbox, ...epochs: number[]) => place.store.work.transact({
      write: () => outbox.publish(epochs.map((epoch) => outgoing(leadAccepted, 'lead-a', { epoch, rep: 'nora', by: 'nora' }))),
    });
    const rows = () => place.store.work.read(() => select<{ number: number; claim_until: number }>('SELECT number, claim_until FROM assignment_outbox ORDER BY number'));
    /** As when the process dies in the moment after the commit. */
    const dead: Publisher = { publish: () => new Promise(() => undefined) };
    const passTime = () => place.store.work.transact({ *write() { yield* execute('UPDATE assignment_outbox SET claim_until = claim_until - 15000'); } });

    it('publishes after the commit, in order and with growing sequences, and forgets what is acknowledged', async () => {
      const outbox = outboxTo(topic);
      const first = await publish(outbox, 1, 2);
      await publish(outbox, 3);
      await until('all are heard', () => topic.heard.length === 3);
      expect(topic.epochs).toEqual([1, 2, 3]);
      expect(topic.heard.slice(0, 2)).toEqual(first);
      const sequences = topic.heard.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
      await until('nothing waits', async () => (await outbox.waiting()) === 0);
      await publish(outbox, 4);
      await until('the last is heard', () => topic.heard.length === 4);
      expect(topic.heard[3]!.sequence).toBeGreaterThan(Math.max(...sequences));
    });

    it('publishes nothing of a unit that was not committed', async () => {
      const outbox = outboxTo(topic);
      await place.store.work.transact({ *write() { yield* outbox.publish([outgoing(leadAccepted, 'lead-a', { epoch: 1, rep: 'nora', by: 'nora' })]); throw new Error('no'); } }).catch(() => undefined);
      await publish(outbox, 2);
      await until('the second is heard', () => topic.heard.length > 0);
      expect(topic.epochs).toEqual([2]);
    });

    it('keeps order and loses nothing while the topic is away', async () => {
      const outbox = outboxTo(topic);
      topic.away = true;
      await publish(outbox, 1);
      await publish(outbox, 2);
      await until('it was tried twice', () => topic.tries >= 2);
      await publish(outbox, 3);
      expect((await rows()).length).toBe(3);
      topic.away = false;
      await until('all are heard', () => topic.heard.length === 3);
      expect(topic.epochs).toEqual([1, 2, 3]);
      expect(errors).toContain('outbox.publish');
      await until('nothing waits', async () => (await outbox.waiting()) === 0);
    });

    it('hands what a dead process left to a relay, but only when its claim has run out', async () => {
      const events = await publish(outboxTo(dead), 1, 2);
      const outbox = outboxTo(topic);
      outbox.start();
      await publish(outbox, 3);
      await until('the living is heard', () => topic.heard.length === 1);
      expect((await rows()).length).toBeGreaterThanOrEqual(2);
      await passTime();
      await until('the dead is heard', () => topic.heard.length === 3);
      expect(topic.heard.slice(1)).toEqual(events);
      await until('nothing waits', async () => (await outbox.waiting()) === 0);
    });

    it('lets the relays of two replicas share a backlog without publishing any of it twice', async () => {
      const gone = outboxTo(dead);
      const epochs = Array.from({ length: 1_200 }, (_, index) => index + 1);
      await publish(gone, ...epochs);
      await passTime();
      const replicas = [outboxTo(topic), outboxTo(topic)];
      for (const replica of replicas) replica.start();
      await until('nothing waits', async () => (await replicas[0]!.waiting()) === 0);
      expect(topic.epochs.toSorted((a, b) => a - b)).toEqual(epochs);
    });

    it('gives back what it could not send when it stops', async () => {
      const outbox = outboxTo(topic);
      topic.away = true;
      await publish(outbox, 1, 2);
      await until('it was tried', () => topic.tries > 0);
      await outbox.stop(0);
      expect((await rows()).map(({ claim_until }) => claim_until)).toEqual([0, 0]);
    });
  });
}

describeOutboxOn('SQLite', temporarySqliteStore);
describeWithMysql('MySQL', () => { describeOutboxOn('MySQL', temporaryMysqlStore); });
