import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { Environment } from '#platform';
import { startStandalone, type Standalone } from '../../../apps/standalone/src/start-standalone.js';
import { writeConfig } from '../config-folder.js';
import { CALL, leadsFrom } from '../leads.js';
import { ADMIN_TOKEN, INGEST_TOKEN, sendLeads } from '../send-leads.js';
import { canonicalRows, differences, type CanonicalRows } from './canonical-rows.js';
import { EmbeddedFile } from './embedded-file.js';
import { migrateFloor, openFloor } from './open-floor.js';

const LEADS = 200;

/** What a side writes for the same leads, sent in calls of 100 one after the other; rows of its start left out. */
async function rowsOf(folder: string, send: (first: number) => Promise<unknown>): Promise<CanonicalRows> {
  const store = join(folder, 'leadwright.sqlite');
  const file = EmbeddedFile.in(folder);
  await file.settled(0);
  const before = canonicalRows(store);
  for (let first = 0; first < LEADS; first += CALL) {
    await send(first);
    await file.settled(first + CALL);
  }
  expect(file.verify(LEADS)).toEqual([]);
  file.close();
  return canonicalRows(store, before);
}

describe('the embedded floor', () => {
  const folders = ['subject', 'floor'].map((name) => mkdtempSync(join(tmpdir(), `leadwright-bench-${name}-`))) as [string, string];
  let standalone: Standalone;
  let floor: Awaited<ReturnType<typeof openFloor>>;
  let subjectRows: CanonicalRows;
  let floorRows: CanonicalRows;

  beforeAll(async () => {
    const [subjectFolder, floorFolder] = folders;
    standalone = await startStandalone(new Environment({ PORT: '0', DATA_DIR: subjectFolder, CONFIG_DIR: writeConfig(join(subjectFolder, 'config')), LOG_LEVEL: 'silent', ADMIN_TOKEN, INGEST_TOKEN }));
    subjectRows = await rowsOf(subjectFolder, (first) => sendLeads(`http://127.0.0.1:${standalone.port}`, leadsFrom(first, CALL)));

    writeConfig(join(floorFolder, 'config'));
    await migrateFloor(floorFolder);
    floor = await openFloor(floorFolder, (error) => { throw error; });
    floorRows = await rowsOf(floorFolder, (first) => floor.loop.take(Buffer.from(JSON.stringify(leadsFrom(first, CALL)))));
  });

  afterAll(async () => {
    floor.close();
    await standalone.stop();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('writes the same rows as the product, table by table', () => {
    expect(differences(subjectRows, floorRows)).toEqual([]);
    expect(Object.keys(floorRows).length).toBeGreaterThan(20);
  });

  it('is found out when one value of one row is another', () => {
    const store = join(folders[1], 'leadwright.sqlite');
    const database = new Database(store);
    database.exec("UPDATE console_leads SET search = 'somebody else' WHERE id = (SELECT MIN(id) FROM console_leads)");
    database.close();
    expect(differences(floorRows, { ...floorRows, console_leads: canonicalRows(store)['console_leads']! })).toEqual([expect.stringContaining('somebody else')]);
  });
});
