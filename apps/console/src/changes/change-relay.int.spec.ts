import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeNotice } from '#contracts';
import { select } from '#persistence';
import { Environment, PinoLog, SystemClock, UlidIds } from '#platform';
import { temporaryStore, until, type TemporaryStore } from '#testing';
import { noticesMigration } from '../console.tables.js';
import { ChangeRelay } from './change-relay.js';
import { Changes } from './changes.js';

describe('screens of two replicas of console', () => {
  let place: TemporaryStore;
  let replicas: { changes: Changes; relay: ChangeRelay; heard: ChangeNotice[] }[];

  const replica = (mode: 'embedded' | 'distributed') => {
    const changes = new Changes();
    const heard: ChangeNotice[] = [];
    changes.listen({ changed: (notice) => heard.push(notice), ended: () => undefined });
    const relay = new ChangeRelay(changes, place.store.work, new SystemClock(), new Environment({ MODE: mode }), PinoLog.open('silent'), new UlidIds());
    return { changes, relay, heard };
  };
  const start = async (mode: 'embedded' | 'distributed') => {
    replicas = [replica(mode), replica(mode)];
    for (const { relay } of replicas) await relay.onModuleInit();
  };
  beforeEach(async () => { place = await temporaryStore([noticesMigration]); });
  afterEach(async () => {
    for (const { relay } of replicas) await relay.onModuleDestroy();
    await place.remove();
  });

  it('hear of everything, each once, whichever replica stored it', async () => {
    await start('distributed');
    const [one, other] = replicas as [typeof replicas[number], typeof replicas[number]];
    for (let at = 0; at < 60; at += 1) (at % 2 === 0 ? one : other).changes.announce([`lead-${at}`], ['leads']);
    const all = Array.from({ length: 60 }, (_, at) => `lead-${at}`).toSorted();
    for (const { heard } of replicas) {
      await until('it has heard of all', () => heard.flatMap(({ leads }) => leads).length >= 60);
      expect(heard.flatMap(({ leads }) => leads).toSorted()).toEqual(all);
    }
  });

  it('of one alone write nothing down', async () => {
    await start('embedded');
    replicas[0]!.changes.announce(['lead-1'], ['leads']);
    expect(replicas.map(({ heard }) => heard.length)).toEqual([1, 0]);
    expect(await place.store.work.read(() => select('SELECT number FROM console_notices'))).toEqual([]);
  });
});
