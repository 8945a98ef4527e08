import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { kafkaSettings } from '#messaging';
import { describeWith, testBrokers, testDatabaseUrl } from '#testing';
import { copyEvents } from '../../../apps/standalone/src/check/copy-events.js';
import { copySchemas } from '../../../apps/standalone/src/check/copy-schemas.js';
import { preparePlaces, type Places } from '../../../apps/standalone/src/product/distributed-places.js';
import { canonicalRowsIn, differences, type CanonicalRows } from '../embedded/canonical-rows.js';
import { CALL, leadsFrom } from '../leads.js';
import type { Side } from '../row.js';
import type { BenchServers } from './bench-servers.js';
import { distributedFloor } from './distributed-floor.js';
import { distributedSubject } from './distributed-subject.js';

const LEADS = 200;
/** Twelve processes are started, on a machine that does other things too. */
const WITHIN_MS = 600_000;
/** One partition, so that leads come in the order in which they were sent: owners go by turn. */
const PARTITIONS = 1;
/** What tells the screens of other replicas is gone after a minute and no part of the lead job; `seen_events` are `bus_messages` once more. */
const LEFT_OUT = ['console_notices', 'seen_events'];
const servers = (): BenchServers => ({ databaseUrl: testDatabaseUrl()!, brokers: testBrokers()!.join(','), pid: () => process.pid });

describeWith(testDatabaseUrl() && testBrokers(), 'the distributed floor', 'there is no Kafka or no database. Run "npm run infra:up".', () => {
  const folders = ['subject', 'floor'].map((name) => mkdtempSync(join(tmpdir(), `leadwright-bench-${name}-`))) as [string, string];
  let subjectRows: CanonicalRows;
  let floorRows: CanonicalRows;

  beforeAll(async () => {
    subjectRows = await rowsOf(distributedSubject(servers()), folders[0]);
    floorRows = await rowsOf(distributedFloor(servers()), folders[1]);
  }, WITHIN_MS);
  afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true }); });

  it('writes the same rows and sends the same events as the product, table by table', () => {
    expect(differences(subjectRows, floorRows)).toEqual([]);
    expect(Object.keys(floorRows).length).toBeGreaterThan(20);
  });

  it('is found out when one event of one lead says something else', () => {
    const other = { ...floorRows, bus_messages: floorRows['bus_messages']!.with(0, floorRows['bus_messages']![0]!.replace('lead.', 'head.')) };
    expect(differences(floorRows, other)).toEqual([expect.stringContaining('head.')]);
  });
});

/** What a side writes for the same leads, sent in calls of 100 one after the other; rows of its start left out. */
async function rowsOf(side: Side, folder: string): Promise<CanonicalRows> {
  const places = await preparePlaces(folder, servers(), PARTITIONS);
  const running = await side.start(folder);
  try {
    await running.settled(0);
    const before = await readRows(places);
    for (let first = 0; first < LEADS; first += CALL) {
      await running.send(leadsFrom(first, CALL));
      await running.settled(first + CALL);
    }
    expect(await running.verify(LEADS)).toEqual([]);
    return await readRows(places, before);
  } finally {
    await running.stop();
  }
}

async function readRows({ databaseUrl, outsideSchema, prefix }: Places, without?: CanonicalRows): Promise<CanonicalRows> {
  const copy = new Database('');
  await copySchemas(databaseUrl('%'), outsideSchema, copy);
  await copyEvents(kafkaSettings({ setting: (variable) => ({ KAFKA_BROKERS: servers().brokers, KAFKA_PREFIX: prefix })[variable], secret: () => undefined }), copy);
  for (const table of LEFT_OUT) copy.exec(`DROP TABLE ${table}`);
  return canonicalRowsIn(copy, without);
}
