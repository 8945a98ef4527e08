import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadAccepted, messageDeadLettered, retryable, terminal, type EventMessage, type LeadAccepted } from '#contracts';
import { AppMessaging, outgoing, type Batch, type Bus, type Outgoing, type Task } from '#messaging';
import { insertRows, key, migration, select, table, type MigrationClass, type UnitOfWork } from '#persistence';
import { until } from '../until.js';

export interface OpenMessaging {
  readonly bus: Bus;
  readonly work: UnitOfWork;
  /** Puts a record on a topic past the outbox, as a producer that lost its acknowledgement would send it again. */
  append(topic: string, key: string, value: string): Promise<void>;
  close(): Promise<void>;
}

/** The app under test; its tables are made by the opener. */
export const APP = 'delivery';
export const conformanceTables: MigrationClass = migration('conformance_messaging', 1, [
  table('conformance_seen', { id: key(), rep: key() }, { primary: ['id'] }),
]);

/** What consumers, parking, dead letters and tasks must do on every bus and database. */
export function describeAppMessaging(name: string, open: () => Promise<OpenMessaging>): void {
  describe(`messaging on ${name}`, () => {
    let opened: OpenMessaging;
    let made: AppMessaging[];
    let nextId = 0;
    beforeEach(async () => { opened = await open(); made = []; });
    afterEach(async () => {
      await Promise.all(made.map((messaging) => messaging.stop(200)));
      await opened.close();
    });

    const messagingFor = (holder = 'one', skew = 0): AppMessaging => {
      const messaging = new AppMessaging({
        app: APP, work: opened.work, bus: opened.bus, holder, alone: false, onError: () => undefined,
        edge: { now: () => Date.now() + skew, random: () => 0.5, nextId: () => `id-${String((nextId += 1)).padStart(8, '0')}` },
      });
      made.push(messaging);
      return messaging;
    };
    const event = (leadId: string, rep: string): Outgoing => outgoing(leadAccepted, leadId, { epoch: 1, rep, by: rep });
    const publish = (events: Outgoing[]) => {
      const outbox = opened.bus.outbox('assignment');
      return opened.work.transact({ *write() { return yield* outbox.publish(events); } });
    };
    const keep = async (batch: Batch<LeadAccepted>, decide: (message: EventMessage<LeadAccepted>) => string) => {
      const rows = batch.map(decide).map(({ message, value }) => ({ id: message.id, rep: value }));
      await batch.commit({ *write() { yield* insertRows('conformance_seen', rows); } });
    };
    const seen = async () => (await opened.work.read(() => select<{ rep: string }>('SELECT rep FROM conformance_seen ORDER BY rep'))).map(({ rep }) => rep);
    const dead = () => opened.work.read(() => select<{ id: string; lead_id: string; failure: string; state: string }>(`SELECT id, lead_id, failure, state FROM ${APP}_dead_letters ORDER BY id`));
    const deadCodes = async () => (await dead()).map(({ failure }) => (JSON.parse(failure) as { code: string }).code);

    it('handles an event once, however often it is published', async () => {
      const messaging = messagingFor();
      messaging.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => keep(batch, ({ data }) => data.rep));
      const [first] = await publish([event('a', 'ana')]);
      await messaging.start();
      await until('it is seen', async () => (await seen()).length === 1);
      await opened.append(leadAccepted.topic, 'a', JSON.stringify(first));
      await publish([event('z', 'zoe')]);
      await until('the next is seen', async () => (await seen()).includes('zoe'));
      expect(await seen()).toEqual(['ana', 'zoe']);
    });

    it('publishes again what was published, as it was: who builds what people see handles it again, who acts on it does not', async () => {
      const outbox = opened.bus.outbox('assignment');
      if (!outbox.history) throw new Error(`The outbox of ${name} keeps nothing of what it published.`);
      const { history } = outbox;
      outbox.start();
      const [acts, shows] = [messagingFor(), messagingFor('two')];
      const shown: EventMessage[] = [];
      acts.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => keep(batch, ({ data }) => data.rep));
      await acts.start();
      const published = await publish([event('a', 'ana'), event('b', 'ben'), event('a', 'ada')]);
      await until('they are acted on', async () => (await seen()).length === 3);
      await acts.stop(200);
      shows.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => { shown.push(...batch.messages); return batch.commit(); }, { rebuilds: true });
      shows.onBatch(messageDeadLettered, (batch: Batch<unknown>) => { shown.push(...batch.messages); return batch.commit(); });
      await shows.start();
      const read = (leads: string[] | null, after = 0, limit = 10) => opened.work.read(() => history.page({ after, since: null, leads, limit }));
      expect((await read(['a'])).events).toEqual([published[0], published[2]]);
      const first = await read(null, 0, 2);
      expect([first.events, (await read(null, first.next!)).events, (await read(null, first.next!)).next]).toEqual([published.slice(0, 2), [published[2]], null]);
      for (let times = 0; times < 2; times += 1) await opened.work.transact({ write: () => history.publishAgain(published) });
      await until('all are shown again', () => new Set(shown.map(({ id }) => id)).size === 3);
      expect([...new Map(shown.map((one) => [one.id, one])).values()].sort((one, other) => one.sequence - other.sequence)).toEqual(published.map((one) => ({ ...one, again: true })));
      expect((await read(null)).events).toEqual(published);
      await shows.stop(200);
      const later = messagingFor('three');
      const acted: string[] = [];
      later.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => { acted.push(...batch.messages.map(({ data }) => data.rep)); return batch.commit(); });
      await later.start();
      await opened.work.transact({ write: () => history.publishAgain(published) });
      await publish([event('z', 'zoe')]);
      await until('the next is acted on', () => acted.includes('zoe'));
      await until('all is read', async () => (await later.health()).every(({ lag }) => lag === 0));
      expect(acted).toEqual(['zoe']);
      await outbox.stop();
    });

    it('isolates a message that cannot be decided: it is a dead letter, its neighbours are handled', async () => {
      const messaging = messagingFor();
      messaging.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => keep(batch, ({ data }) => {
        if (data.rep === 'bad') throw terminal('TEST.BAD', 'never');
        if (data.rep === 'bug') return (null as unknown as string).trim();
        return data.rep;
      }));
      await publish([event('a', 'ana'), event('b', 'bad'), event('c', 'bug'), event('d', 'dan')]);
      await messaging.start();
      await until('the good are seen', async () => (await seen()).length === 2);
      expect(await seen()).toEqual(['ana', 'dan']);
      expect((await deadCodes()).sort()).toEqual(['INTERNAL.UNEXPECTED', 'TEST.BAD']);
    });

    it('isolates a record that breaks its contract', async () => {
      const messaging = messagingFor();
      messaging.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => keep(batch, ({ data }) => data.rep));
      await publish([event('a', 'ana'), { ...event('b', 'ben'), data: { epoch: 'one' } }, event('c', 'cleo')]);
      await messaging.start();
      await until('the good are seen', async () => (await seen()).length === 2);
      expect(await deadCodes()).toEqual(['EVENT.INVALID']);
    });

    it('finds the one message that the database refuses, and dead-letters it alone', async () => {
      const messaging = messagingFor();
      messaging.onBatch(leadAccepted, async (batch: Batch<LeadAccepted>) => {
        const rows = batch.messages.map(({ id, data }) => ({ id: data.rep === 'clash' ? 'same' : id, rep: data.rep }));
        await batch.commit({ *write() { yield* insertRows('conformance_seen', rows); } });
      });
      await opened.work.transact({ *write() { yield* insertRows('conformance_seen', [{ id: 'same', rep: 'here' }]); } });
      await publish([event('a', 'ana'), event('b', 'ben'), event('c', 'clash'), event('d', 'dan'), event('e', 'eve')]);
      await messaging.start();
      await until('the good are seen and the other is set aside', async () => (await seen()).length === 5 && (await dead()).length > 0);
      expect(await seen()).toEqual(['ana', 'ben', 'dan', 'eve', 'here']);
      expect(await deadCodes()).toEqual(['DATABASE.DUPLICATE']);
    });

    it('parks what may succeed later; the same lead waits behind it in order, other leads go on', async () => {
      const messaging = messagingFor();
      const order: string[] = [];
      let ready = false;
      messaging.onBatch(leadAccepted, async (batch: Batch<LeadAccepted>) => {
        const done = batch.map(({ data }) => {
          if (data.rep === 'a1' && !ready) throw retryable('TEST.LATER', 'not yet');
          return data.rep;
        });
        await batch.commit();
        order.push(...done.map(({ value }) => value));
      });
      await messaging.start();
      await publish([event('a', 'a1')]);
      await until('it is parked', async () => (await opened.work.read(() => select(`SELECT id FROM ${APP}_tasks`))).length === 1);
      await publish([event('a', 'a2'), event('b', 'b1'), event('a', 'a3')]);
      await until('the other lead is handled', () => order.includes('b1'));
      expect(order).toEqual(['b1']);
      ready = true;
      await until('all are handled', () => order.length === 4);
      expect(order).toEqual(['b1', 'a1', 'a2', 'a3']);
    });

    it('brakes instead of dead-lettering wholesale when most of a batch fails with one code', async () => {
      const messaging = messagingFor();
      let broken = true;
      messaging.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => keep(batch, ({ data }) => {
        if (broken) throw terminal('TEST.MISCONFIGURED', 'ours');
        return data.rep;
      }));
      await publish(Array.from({ length: 30 }, (_, index) => event(`lead-${index}`, `rep-${index}`)));
      await messaging.start();
      await until('the consumer is braked', async () => (await messaging.health())[0]?.braked !== null);
      expect(await dead()).toEqual([]);
      broken = false;
      await until('all are handled', async () => (await seen()).length === 30);
      expect((await messaging.health())[0]?.braked).toBeNull();
    });

    it('brakes as well when most of a batch breaks its contract, as after a change that was not agreed', async () => {
      const messaging = messagingFor();
      messaging.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => keep(batch, ({ data }) => data.rep));
      await publish(Array.from({ length: 30 }, (_, index) => (index === 0 ? event('lead-0', 'ana') : { ...event(`lead-${index}`, 'ben'), data: { epoch: 'one' } })));
      await messaging.start();
      await until('the consumer is braked', async () => (await messaging.health())[0]?.braked !== null);
      expect((await messaging.health())[0]?.braked).toContain('EVENT.INVALID');
      expect(await dead()).toEqual([]);
    });

    it('puts a dead letter back to work once its cause is mended, and refuses to do so twice', async () => {
      const messaging = messagingFor();
      let mended = false;
      messaging.onBatch(leadAccepted, (batch: Batch<LeadAccepted>) => keep(batch, ({ data }) => {
        if (!mended) throw terminal('TEST.BAD', 'never');
        return data.rep;
      }));
      await publish([event('a', 'ana')]);
      await messaging.start();
      await until('it is dead-lettered', async () => (await dead()).length === 1);
      mended = true;
      const [letter] = await dead();
      await messaging.deadLetters.redrive(letter!.id, 'ops');
      await until('it is handled', async () => (await seen()).length === 1);
      await expect(messaging.deadLetters.redrive(letter!.id, 'ops')).rejects.toMatchObject({ status: 409 });
      expect((await dead()).map(({ state }) => state)).toEqual(['resolved']);
    });

    it('settles many at once: each that can be, and says of the others why not', async () => {
      const messaging = messagingFor();
      const letter = (redrive: boolean) => ({ kind: 'task', leadId: 'a', title: 't', detail: 'd', fix: 'f', failure: terminal('TEST.BAD', 'never', { details: { status: 1 } }), connection: 'hubspot-main', redrive: redrive ? { kind: 'test.again', leadId: 'a', payload: {} } : null }) as const;
      const ids = await opened.work.transact({ write: () => messaging.deadLetters.add([letter(false), ...Array.from({ length: 150 }, () => letter(true))]) });
      const [stuck, first, ...rest] = ids as [string, string, ...string[]];
      const codes = ({ refused }: { refused: readonly { id: string; code: string }[] }) => refused.map(({ id, code }) => [id, code]).sort();
      const [one, other] = await Promise.all([1, 2].map(() => messaging.deadLetters.redriveAll([...ids, 'nobody'], 'ops')));
      expect([...one!.settled, ...other!.settled].sort()).toEqual([first, ...rest].sort());
      expect(codes(one!).filter(([, code]) => code !== 'already_settled')).toEqual([[stuck, 'not_retryable'], ['nobody', 'unknown']].sort());
      expect(await messaging.deadLetters.discardAll([stuck, first], 'ops', 'seen')).toEqual({ settled: [stuck], refused: [expect.objectContaining({ id: first, code: 'already_settled' })] });
      const rows = await opened.work.read(() => select<{ state: string; failure: string }>(`SELECT state, failure FROM ${APP}_dead_letters ORDER BY id`));
      expect(rows.map(({ state }) => state)).toEqual(['closed', ...Array.from({ length: 150 }, () => 'resolved')]);
      expect(JSON.parse(rows[0]!.failure)).toMatchObject({ details: { status: 1, connection: 'hubspot-main' } });
      expect(await opened.work.read(() => select(`SELECT id FROM ${APP}_tasks WHERE kind = 'test.again'`))).toHaveLength(150);
    });

    it('resolves what has passed by itself, and leaves alone what a person closed', async () => {
      const messaging = messagingFor();
      const letter = { kind: 'task', leadId: 'a', title: 't', detail: 'd', fix: 'f', failure: terminal('TEST.BAD', 'never'), redrive: null } as const;
      const ids = await opened.work.transact({ write: () => messaging.deadLetters.add([letter, letter, letter]) });
      await messaging.deadLetters.discard(ids[1]!, 'ops', 'seen');
      for (let times = 0; times < 2; times += 1) await opened.work.transact({ write: () => messaging.deadLetters.resolve(ids.slice(0, 2)) });
      expect((await dead()).map(({ id, state }) => [ids.indexOf(id), state]).sort()).toEqual([[0, 'resolved'], [1, 'closed'], [2, 'open']]);
    });

    describe('tasks', () => {
      const add = (messaging: AppMessaging, tasks: Parameters<AppMessaging['tasks']['add']>[0]) => opened.work.transact({ *write() { yield* messaging.tasks.add(tasks); } });
      const open_ = () => opened.work.read(() => select<{ id: string; leased_by: string | null; attempt: number }>(`SELECT id, leased_by, attempt FROM ${APP}_tasks ORDER BY id`));

      it('runs a task once, at its time, and ignores a second one of the same key', async () => {
        const messaging = messagingFor();
        const ran: string[] = [];
        messaging.onTask('t', async (task: Task<string>) => { ran.push(task.payload); }, {});
        await messaging.start();
        const started = Date.now();
        await add(messaging, [{ kind: 't', key: 'k', payload: 'first' }, { kind: 't', key: 'k', payload: 'again' }, { kind: 't', dueAt: started + 300, payload: 'later' }]);
        await until('both ran', () => ran.length === 2);
        expect(ran).toEqual(['first', 'later']);
        expect(Date.now() - started).toBeGreaterThanOrEqual(300);
        await until('none is left', async () => (await open_()).length === 0);
      });

      it('runs the tasks of a lane one at a time, in the order they were added', async () => {
        const messaging = messagingFor();
        const log: string[] = [];
        messaging.onTask('t', async (task: Task<string>) => {
          log.push(`+${task.payload}`);
          await new Promise((resolve) => setTimeout(resolve, 20));
          log.push(`-${task.payload}`);
        }, { concurrency: 8 });
        await add(messaging, ['1', '2', '3'].map((payload) => ({ kind: 't', lane: 'contact-7', payload })));
        await messaging.start();
        await until('all ran', () => log.length === 6);
        expect(log).toEqual(['+1', '-1', '+2', '-2', '+3', '-3']);
      });

      it('stores a task\'s outcome and its end in one transaction', async () => {
        const messaging = messagingFor();
        messaging.onTask('t', async (task: Task<string>) => {
          await task.complete({ *write() { yield* insertRows('conformance_seen', [{ id: task.id, rep: task.payload }]); } });
        }, {});
        await messaging.start();
        await add(messaging, [{ kind: 't', payload: 'ana' }]);
        await until('it is stored', async () => (await seen()).length === 1);
        expect(await open_()).toEqual([]);
      });

      it('tries again after a retryable failure, then dead-letters with the cause', async () => {
        const messaging = messagingFor();
        const attempts: number[] = [];
        messaging.onTask('t', async (task: Task) => { attempts.push(task.attempt); throw retryable('TEST.DOWN', 'down'); }, { attempts: 2 });
        await messaging.start();
        await add(messaging, [{ kind: 't', leadId: 'a', payload: null }]);
        await until('it is dead-lettered', async () => (await dead()).length === 1);
        expect({ attempts, codes: await deadCodes(), left: await open_() }).toEqual({ attempts: [1, 2], codes: ['TEST.DOWN'], left: [] });
      });

      it('dead-letters a terminal failure at once', async () => {
        const messaging = messagingFor();
        messaging.onTask('t', async () => { throw new TypeError('a bug'); }, {});
        await messaging.start();
        await add(messaging, [{ kind: 't', payload: null }]);
        await until('it is dead-lettered', async () => (await dead()).length === 1);
        expect(await deadCodes()).toEqual(['INTERNAL.UNEXPECTED']);
      });

      it('lets another holder take over an expired lease and refuses what the first one writes then', async () => {
        const first = messagingFor('first');
        const second = messagingFor('second', 60_000);
        const outcome: string[] = [];
        let release = (): void => undefined;
        const held = new Promise<void>((resolve) => { release = resolve; });
        const store = (rep: string) => ({ *write() { yield* insertRows('conformance_seen', [{ id: rep, rep }]); } });
        first.onTask('t', async (task: Task) => {
          await held;
          await task.complete(store('zombie')).catch((error: unknown) => { outcome.push((error as { code: string }).code); throw error; });
        }, { leaseMs: 1_000 });
        second.onTask('t', async (task: Task) => { await task.complete(store('second')); }, { leaseMs: 1_000 });
        await first.start();
        await add(first, [{ kind: 't', payload: null }]);
        await until('the first holds it', async () => (await open_())[0]?.leased_by === 'first');
        await second.start();
        await until('the second stored it', async () => (await seen()).length === 1);
        release();
        await until('the first was refused', () => outcome.length === 1);
        expect({ outcome, seen: await seen(), dead: await dead() }).toEqual({ outcome: ['TASK.LEASE_LOST'], seen: ['second'], dead: [] });
      });

      it('stores progress under the lease and keeps a task for later', async () => {
        const messaging = messagingFor();
        const attempts: number[] = [];
        messaging.onTask('t', async (task: Task) => {
          attempts.push(task.attempt);
          if (attempts.length > 1) return;
          await task.progress({ *write() { yield* insertRows('conformance_seen', [{ id: 'p', rep: 'progress' }]); } });
          await task.later(Date.now() + 50);
        }, {});
        await messaging.start();
        await add(messaging, [{ kind: 't', payload: null }]);
        await until('it ran twice', () => attempts.length === 2);
        expect({ attempts, seen: await seen() }).toEqual({ attempts: [1, 1], seen: ['progress'] });
      });

      it('gives a task back when it stops while one works', async () => {
        const messaging = messagingFor();
        let started = false;
        messaging.onTask('t', async (task: Task) => {
          started = true;
          await new Promise((_, reject) => task.signal.addEventListener('abort', () => reject(retryable('TEST.ABORTED', 'stopped'))));
        }, {});
        await messaging.start();
        await add(messaging, [{ kind: 't', payload: null }]);
        await until('it works', () => started);
        await messaging.stop(50);
        expect((await open_()).map(({ leased_by, attempt }) => ({ leased_by, attempt }))).toEqual([{ leased_by: null, attempt: 0 }]);
      });

      it('forgets a cancelled task', async () => {
        const messaging = messagingFor();
        const ran: string[] = [];
        messaging.onTask('t', async (task: Task<string>) => { ran.push(task.payload); }, {});
        await add(messaging, [{ kind: 't', key: 'k', dueAt: Date.now() + 200, payload: 'cancelled' }, { kind: 't', dueAt: Date.now() + 250, payload: 'kept' }]);
        expect(await opened.work.transact({ *write() { return yield* messaging.tasks.cancel('t', ['k', 'unknown']); } })).toBe(1);
        await messaging.start();
        await until('the other ran', () => ran.length > 0);
        expect(ran).toEqual(['kept']);
      });
    });
  });
}
