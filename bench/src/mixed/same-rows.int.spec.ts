import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { firstBrokenLink, type JournalEvent } from '#journal';
import { Environment } from '#platform';
import { startStandalone, type Standalone } from '../../../apps/standalone/src/start-standalone.js';
import { canonicalRows, differences, type CanonicalRows } from '../embedded/canonical-rows.js';
import { EmbeddedFile } from '../embedded/embedded-file.js';
import { migrateFloor, type OpenedFloor } from '../embedded/open-floor.js';
import { CALL, leadsFrom, type BenchLead } from '../leads.js';
import { ADMIN_TOKEN, INGEST_TOKEN, sendLeads } from '../send-leads.js';
import { openMixedFloor } from './mixed-floor.js';
import { writeMixedConfig } from './mixed-leads.js';
import { ofMixedLeads } from './mixed-musts.js';
import { startOutside, type Outside } from './outside-server.js';

/** Leads that come one by one: whoever is done first with a lead that waits for the outside takes the next turn of a pool, so a crowd has no order of its own. */
const SINGLY = 20;

/** What does not depend on the order in which leads are given away: here a crowd must have the same rows too. */
const WITHOUT_ORDER = /^(?:intake|keyring|enrichment|outside)_|^research_(?:runs|journal|snapshots|inbox|tasks)$|^assignment_(?:desk|research|inbox|tasks)$|^bus_(?:head|positions)$/;

interface Written { readonly singly: CanonicalRows; readonly crowd: CanonicalRows }

async function rowsOf(folder: string, send: (leads: readonly BenchLead[]) => Promise<unknown>): Promise<Written> {
  const store = join(folder, 'leadwright.sqlite');
  const file = EmbeddedFile.in(folder);
  await file.settled(0);
  const before = canonicalRows(store);
  for (let sent = 0; sent < SINGLY; sent += 1) {
    await send(leadsFrom(sent, 1));
    await file.settled(sent + 1);
  }
  const singly = canonicalRows(store, before);
  await send(leadsFrom(SINGLY, CALL));
  await file.settled(SINGLY + CALL);
  expect(file.verify(SINGLY + CALL, ofMixedLeads)).toEqual([]);
  file.close();
  return { singly, crowd: Object.fromEntries(Object.entries(canonicalRows(store, before)).filter(([table]) => WITHOUT_ORDER.test(table))) };
}

describe('the floor of the mixed row', () => {
  const folders = ['subject', 'floor'].map((name) => mkdtempSync(join(tmpdir(), `leadwright-bench-mixed-${name}-`))) as [string, string];
  let outside: Outside;
  let standalone: Standalone;
  let floor: OpenedFloor;
  let subjectRows: Written;
  let floorRows: Written;

  beforeAll(async () => {
    const [subjectFolder, floorFolder] = folders;
    outside = await startOutside(10);
    standalone = await startStandalone(new Environment({
      PORT: '0', DATA_DIR: subjectFolder, CONFIG_DIR: writeMixedConfig(join(subjectFolder, 'config')), LOG_LEVEL: 'silent', ADMIN_TOKEN, INGEST_TOKEN, RIMEDATA_KEY: 'any', EGRESS_MAP: `*.example=${outside.place}`,
    }));
    subjectRows = await rowsOf(subjectFolder, (leads) => sendLeads(`http://127.0.0.1:${standalone.port}`, leads));

    writeMixedConfig(join(floorFolder, 'config'));
    await migrateFloor(floorFolder);
    floor = await openMixedFloor(floorFolder, outside.place, (error) => { throw error; });
    floorRows = await rowsOf(floorFolder, (leads) => floor.loop.take(Buffer.from(JSON.stringify(leads.length === 1 ? leads[0] : leads))));
  }, 60_000);

  afterAll(async () => {
    floor.close();
    await standalone.stop();
    await outside.stop();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('writes the same rows as the product, table by table, for leads that come one by one', () => {
    expect(differences(subjectRows.singly, floorRows.singly)).toEqual([]);
    expect(Object.keys(floorRows.singly)).toEqual(expect.arrayContaining(['enrichment_asks', 'enrichment_facts', 'outside_calls', 'outside_spend', 'research_journal', 'research_snapshots', 'research_drafts', 'console_drafts']));
  });

  it('writes the same rows for a crowd, but for whose turn it was', () => {
    expect(differences(subjectRows.crowd, floorRows.crowd)).toEqual([]);
    expect(floorRows.crowd['enrichment_runs']).toHaveLength((SINGLY + CALL) * 1.3);
  });

  it('keeps journals whose lines follow from each other', () => {
    const database = new Database(join(folders[1], 'leadwright.sqlite'), { readonly: true });
    const lines = (database.prepare('SELECT * FROM research_journal ORDER BY run_id, seq').all() as Record<string, any>[]).map((row): JournalEvent => ({
      runId: row['run_id'], seq: row['seq'], type: row['type'], v: row['v'], at: new Date(row['at']).toISOString(), data: JSON.parse(row['data']), prevHash: row['prev_hash'], hash: row['hash'],
    }));
    database.close();
    const runs = [...Map.groupBy(lines, ({ runId }) => runId).values()];
    expect(runs.map(firstBrokenLink)).toEqual(Array.from({ length: (SINGLY + CALL) / 10 }, () => null));
  });
});
