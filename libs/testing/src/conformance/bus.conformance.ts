import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadAccepted, type EventMessage } from '#contracts';
import { outgoing, type Bus, type BusRecord, type Outgoing } from '#messaging';
import type { UnitOfWork } from '#persistence';
import { until } from '../until.js';

/** A bus on an empty store. `restart` gives another bus on the same store, as after a crash. */
export interface OpenBus { readonly bus: Bus; readonly work: UnitOfWork; restart(): Promise<{ bus: Bus; work: UnitOfWork }>; close(): Promise<void> }

const topic = leadAccepted.topic;
const event = (leadId: string, epoch: number): Outgoing => outgoing(leadAccepted, leadId, { epoch, rep: 'nora', by: 'nora' });
const read = (record: BusRecord) => JSON.parse(record.value) as EventMessage<{ epoch: number }>;

/** What every bus must do, in-process or Kafka. */
export function describeBus(name: string, open: () => Promise<OpenBus>): void {
  describe(`bus on ${name}`, () => {
    let opened: OpenBus;
    beforeEach(async () => { opened = await open(); });
    afterEach(() => opened.close());

    const publish = (events: Outgoing[], work = opened.work, bus = opened.bus) => {
      const outbox = bus.outbox('assignment');
      return work.transact({ *write() { return yield* outbox.publish(events); } });
    };

    /** Collects what a group gets; every delivery is committed. */
    const collect = (group: string, into: EventMessage<{ epoch: number }>[], { work, bus }: { work: UnitOfWork; bus: Bus } = opened) => bus.subscribe(group, topic, async ({ records, advance }) => {
      await work.transact({ *write() { yield* advance(records.at(-1)!); } });
      into.push(...records.map(read));
    });

    it('delivers what was published, to every group, in the order of its lead', async () => {
      const first: EventMessage<{ epoch: number }>[] = [];
      const second: EventMessage<{ epoch: number }>[] = [];
      collect('delivery', first);
      await publish([event('a', 1), event('b', 1), event('a', 2)]);
      await publish([event('a', 3), event('b', 2)]);
      collect('console', second);
      await until('both groups have five', () => first.length === 5 && second.length === 5);
      for (const got of [first, second]) {
        expect(got.filter(({ leadId }) => leadId === 'a').map(({ data }) => data.epoch)).toEqual([1, 2, 3]);
        expect(got.filter(({ leadId }) => leadId === 'b').map(({ data }) => data.epoch)).toEqual([1, 2]);
      }
    });

    it('numbers the events of a lead in a strictly growing sequence, across restarts', async () => {
      const before = await publish([event('a', 1), event('a', 2)]);
      const next = await opened.restart();
      const after = await publish([event('a', 3)], next.work, next.bus);
      const sequences = [...before, ...after].map(({ sequence }) => sequence);
      expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    });

    it('never delivers what was published in a unit that was not committed', async () => {
      const got: EventMessage<{ epoch: number }>[] = [];
      collect('delivery', got);
      const outbox = opened.bus.outbox('assignment');
      await opened.work.transact({ *write() { yield* outbox.publish([event('a', 1)]); throw new Error('no'); } }).catch(() => undefined);
      await publish([event('a', 2)]);
      await until('the second arrives', () => got.length > 0);
      expect(got.map(({ data }) => data.epoch)).toEqual([2]);
    });

    it('delivers again what a handler did not settle', async () => {
      const seen: number[][] = [];
      opened.bus.subscribe('delivery', topic, async ({ records, advance }) => {
        seen.push(records.map((record) => read(record).data.epoch));
        if (seen.length === 1) throw new Error('crashed');
        await opened.work.transact({ *write() { yield* advance(records.at(-1)!); } });
      });
      await publish([event('a', 1), event('a', 2)]);
      await until('a second delivery', () => seen.length >= 2);
      expect(seen[1]).toEqual(seen[0]);
    });

    it('goes on after a restart where the last committed batch ended', async () => {
      const before: EventMessage<{ epoch: number }>[] = [];
      collect('delivery', before);
      await publish([event('a', 1)]);
      await until('the first arrives', () => before.length === 1);
      const next = await opened.restart();
      const after: EventMessage<{ epoch: number }>[] = [];
      await publish([event('a', 2)], next.work, next.bus);
      collect('delivery', after, next);
      await until('the second arrives', () => after.length > 0);
      expect(after.map(({ data }) => data.epoch)).toEqual([2]);
    });

    it('waits for the batch in hand when it stops, and hands out no more', async () => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => { release = resolve; });
      const started: number[] = [];
      const finished: number[] = [];
      const subscription = opened.bus.subscribe('delivery', topic, async ({ records, advance }) => {
        started.push(records.length);
        await held;
        await opened.work.transact({ *write() { yield* advance(records.at(-1)!); } });
        finished.push(records.length);
      });
      await publish([event('a', 1)]);
      await until('the handler works', () => started.length === 1);
      const stopped = subscription.stop();
      await publish([event('a', 2)]);
      release();
      await stopped;
      expect({ started, finished }).toEqual({ started: [1], finished: [1] });
      expect(await subscription.lag()).toBe(1);
    });
  });
}
