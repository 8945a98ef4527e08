import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { APPS } from '#contracts';
import { kafkaSettings } from '#messaging';
import { testBrokers, testDatabaseUrl, until } from '#testing';
import { CheckedStore } from '../src/check/checked-store.js';
import { openDistributed } from '../src/check/open-distributed.js';
import { runChecks } from '../src/check/run-checks.js';
import { preparePlaces } from '../src/product/distributed-places.js';

/** What a product of `startTestProduct` has stored, for the checks. `atRest`: it has nothing to do any more. */
export async function openTestStore(dataDir: string, atRest: boolean): Promise<CheckedStore> {
  if (!existsSync(join(dataDir, 'places.json'))) return CheckedStore.open(dataDir);
  const brokers = testBrokers()!.join(',');
  const { databaseUrl, outsideSchema, prefix } = await preparePlaces(dataDir, { databaseUrl: testDatabaseUrl()!, brokers });
  const kafka = kafkaSettings({ setting: (name) => ({ KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix })[name], secret: () => undefined });
  return openDistributed({ database: databaseUrl('%'), outside: outsideSchema, kafka, atRest });
}

/** Whatever is due by then belongs to what is being waited for. */
const SOON_MS = 60_000;
/** A look copies the whole installation. */
const LOOK_EVERY_MS = 1_000;
const ON_ITS_WAY = new Set(['bus.published', 'bus.taken']);

/** Waits until nothing is due and nothing is on its way. What a killed process had in hand is taken up by another only when its lease runs out. */
export async function untilAtRest(dataDir: string, withinMs: number): Promise<void> {
  await until('the product has nothing to do', async () => {
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    const store = await openTestStore(dataDir, true);
    try {
      const open = APPS.flatMap((app) => store.all(`SELECT id FROM ${app}_tasks WHERE due_at <= ?`, Date.now() + SOON_MS));
      return open.length === 0 && runChecks(store).every(({ name, state }) => state !== 'broken' || !ON_ITS_WAY.has(name));
    } finally {
      store.close();
    }
  }, withinMs);
}
