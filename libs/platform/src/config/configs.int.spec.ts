import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConfigPublished } from '#contracts';
import { temporaryStore, until, type TemporaryStore } from '#testing';
import { PinoLog } from '../log.js';
import { configMigration } from './config-tables.js';
import { StoredConfigs } from './configs.js';

const published = (kind: 'connections' | 'outreach', version: number): ConfigPublished =>
  ({ kind, version, hash: `hash-${version}`, publishedAt: '2026-11-22T09:00:00.000Z', publishedBy: 'kemal', document: { connections: {} } });

describe('configuration of an app with two replicas', () => {
  let place: TemporaryStore;
  let replicas: StoredConfigs[];
  let stop: (() => void)[];

  beforeEach(async () => {
    place = await temporaryStore([configMigration('enrichment')]);
    const log = PinoLog.open('silent');
    replicas = [0, 1].map(() => new StoredConfigs('enrichment', ['connections'], place.store.work, log));
    for (const replica of replicas) await replica.load({ folder: '/nowhere', checks: {}, now: 0 });
    stop = replicas.map((replica) => replica.follow(20));
  });
  afterEach(async () => {
    for (const one of stop) one();
    await place.remove();
  });

  /** As when one replica hears of it. */
  const hear = async (replica: StoredConfigs, ...versions: ConfigPublished[]) => {
    await place.store.work.transact({ write: () => replica.store(versions) });
    replica.switchTo(versions);
  };

  it('is in force in both, whoever heard of it, and tells each once', async () => {
    const told: string[] = [];
    replicas.forEach((replica, index) => replica.onChange((kind) => told.push(`${index} ${kind} ${replica.ref(kind)!.version}`)));
    await hear(replicas[0]!, published('connections', 7));
    await until('the other has it', () => replicas[1]!.ref('connections')?.version === 7);
    await hear(replicas[1]!, published('connections', 8), published('outreach', 3));
    await until('the first has it', () => replicas[0]!.ref('connections')?.version === 8);
    expect(told.toSorted()).toEqual(['0 connections 7', '0 connections 8', '1 connections 7', '1 connections 8']);
    expect(replicas[0]!.ref('outreach')).toBeNull();
  });

  it('does not go back to an older version that comes late', async () => {
    await hear(replicas[0]!, published('connections', 9));
    await hear(replicas[1]!, published('connections', 8));
    await until('both have the newer', () => replicas.every((replica) => replica.ref('connections')?.version === 9));
  });
});
