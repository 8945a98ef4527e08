import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { writeConfig } from '../config-folder.js';
import { leadsFrom } from '../leads.js';
import { loadParts } from '../stages/stage-parts.js';
import { LeadJob, type Made } from './lead-job.js';

const folder = mkdtempSync(join(tmpdir(), 'leadwright-bench-peers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const parts = await loadParts(writeConfig(folder));

/** Rows by table of what a job writes for ten leads; between steps its data are text, as in a queue. */
function rowsByTable(perJob: number): Record<string, number> {
  const job = new LeadJob(parts);
  const submissions = job.read(Buffer.from(JSON.stringify(leadsFrom(0, 10))));
  const counted: Record<string, number> = {};
  for (let at = 0; at < submissions.length; at += perJob) {
    let made: Made[] = [];
    for (const step of job.steps) made = JSON.parse(JSON.stringify([...made, step(submissions.slice(at, at + perJob), made)])) as Made[];
    for (const { into, values } of job.rowsOf(made)) counted[into.table] = (counted[into.table] ?? 0) + values.length;
  }
  return counted;
}

it('makes all rows of a lead, in jobs of one lead or of many', () => {
  const one = rowsByTable(1);
  expect(one).toMatchObject({
    intake_leads: 10, intake_claims: 10, intake_submissions: 10, enrichment_leads: 10, enrichment_runs: 10, assignment_leads: 10, assignment_decisions: 10,
    research_leads: 10, delivery_leads: 10, console_lead_documents: 10, console_leads: 10, console_timeline: 30,
  });
  // A call has one key for its bytes, however many leads are in it.
  expect({ ...rowsByTable(10), intake_calls: 10, keyring_keys: one['keyring_keys'] }).toEqual(one);
});

it('gives the reps of a pool their turns over several jobs', () => {
  const job = new LeadJob(parts);
  // One company after the other: two of four are in America, where Ana and Ben take turns.
  const owners = job.read(Buffer.from(JSON.stringify(leadsFrom(0, 8)))).map((submission) => {
    const made: Made[] = [];
    for (const step of job.steps) made.push(step([submission], made));
    return (made[2]!.events[0]!.data as { owner: { rep: string } }).owner.rep;
  });
  expect(owners.filter((rep) => rep === 'ana')).toHaveLength(2);
  expect(owners.filter((rep) => rep === 'ben')).toHaveLength(2);
});
