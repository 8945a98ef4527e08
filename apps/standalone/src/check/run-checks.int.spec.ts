import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { DraftView } from '#contracts';
import { Environment } from '#platform';
import { planCalls } from '../../../sandbox/src/plan-calls.js';
import { egressMapTo, SANDBOX_SECRETS } from '../../../sandbox/src/secrets.js';
import { sendCalls } from '../../../sandbox/src/send-calls.js';
import { startSandbox } from '../../../sandbox/src/start-sandbox.js';
import { buildWorld } from '../../../sandbox/src/world/build-world.js';
import { ProductApi } from '../product/product-api.js';
import { waitUntilQuiet } from '../product/wait-until-quiet.js';
import { startStandalone } from '../start-standalone.js';
import { CheckedStore } from './checked-store.js';
import { invariants, runChecks, wordChecks, type Checked } from './run-checks.js';

const folder = mkdtempSync(join(tmpdir(), 'leadwright-check-'));
const lived = join(folder, 'lived');

/** A store as a short day leaves it: leads from all doors, research, drafts approved, leads corrected and moved by hand. */
async function live(): Promise<Checked[]> {
  const world = buildWorld();
  const sandbox = await startSandbox({ port: 0, world });
  const standalone = await startStandalone(new Environment({ ...SANDBOX_SECRETS, PORT: '0', DATA_DIR: lived, CONFIG_DIR: 'config', LOG_LEVEL: 'silent', EGRESS_MAP: egressMapTo(sandbox.port) }));
  const api = new ProductApi(`http://127.0.0.1:${standalone.port}`, SANDBOX_SECRETS.ADMIN_TOKEN);
  const { acceptedSubmissions } = await sendCalls(planCalls({ seed: 'check', submissions: 60, world, now: Date.now() }), { baseUrl: api.url, secrets: SANDBOX_SECRETS, sandbox });
  const quiet = () => waitUntilQuiet(api, { accepted: acceptedSubmissions, seenOutside: () => sandbox.journal.entries.length });
  await quiet();
  const ruth = await signIn(api, 'ruth');
  const ready = (await api.drafts()).filter(({ state }) => state === 'ready').slice(0, 3);
  for (const { id, contentHash } of ready as (DraftView & { contentHash: string })[]) await ruth(`/api/drafts/${id}/approve`, { contentHash });
  const [first, second] = (await api.leads()).filter(({ owner }) => owner?.kind === 'rep');
  await ruth(`/api/leads/${first!.id}/correct`, { field: 'company.employees', value: 610 });
  await ruth(`/api/leads/${second!.id}/reassign`, { rep: 'ana', reason: 'she knows them' });
  await quiet();
  const whileItRuns = check(lived);
  await standalone.stop();
  await sandbox.stop();
  return whileItRuns;
}

/** What a person does is done by a person: she signs in by a link that the administrator makes for her, and posts from our own pages. */
async function signIn(api: ProductApi, user: string): Promise<(path: string, body: unknown) => Promise<void>> {
  const link = await api.signInLink(user);
  const session = await fetch(`${api.url}${new URL(link.url).pathname}`, { redirect: 'manual' });
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!;
  return async (path, body) => {
    const answer = await fetch(`${api.url}${path}`, { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  };
}

function check(dataDir: string): Checked[] {
  const store = CheckedStore.open(dataDir);
  try {
    return runChecks(store);
  } finally {
    store.close();
  }
}

const broken = (checked: readonly Checked[]): string[] => checked.filter(({ state }) => state === 'broken').map(({ name }) => name);

describe('checking the guarantees of a store', () => {
  let whileItRan: Checked[];
  beforeAll(async () => { whileItRan = await live(); }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds that everything holds, while it is in use and after', () => {
    for (const checked of [whileItRan, check(lived)]) {
      expect(wordChecks(checked.filter(({ state }) => state !== 'ok' && state !== 'not-applicable'))).toBe('');
      expect(checked).toHaveLength(invariants.length);
    }
  });

  it('has really looked at something, but for work in hand, of which a store at rest has none', () => {
    const nothing = check(lived).filter(({ looked, state }) => looked === 0 && state !== 'not-applicable').map(({ name }) => name);
    expect(nothing).toEqual(['assignment.waiting', 'delivery.no-orphans', 'delivery.observed-is-silent']);
  });

  const LEAD = "(SELECT lead_id FROM assignment_decisions WHERE pool IS NOT NULL LIMIT 1)";
  const DONE = "(SELECT id FROM delivery_effects WHERE state = 'done' AND kind = 'crm.owner' LIMIT 1)";
  const planted: readonly (readonly [what: string, sql: string, finds: string])[] = [
    ['a submission that ended twice', `INSERT INTO bus_messages SELECT 1 + (SELECT MAX(position) FROM bus_messages), topic, lead_id, message, published_at FROM bus_messages WHERE topic = 'lead.captured.v1' LIMIT 1`, 'intake.one-end'],
    ['a submission that never ended', `DELETE FROM intake_submissions WHERE id = (SELECT MIN(id) FROM intake_submissions WHERE outcome = 'lead')`, 'intake.one-end'],
    ['one that was ignored by no rule', `UPDATE intake_submissions SET rule = NULL WHERE outcome = 'ignored'`, 'intake.one-end'],
    ['one that nobody was asked about', `DELETE FROM intake_dead_letters WHERE kind = 'submission'`, 'intake.one-end'],
    ['a call without submissions', `DELETE FROM intake_submissions WHERE call_id = (SELECT call_id FROM intake_submissions LIMIT 1)`, 'intake.calls-kept'],
    ['a claim of nobody', `UPDATE intake_claims SET lead_id = 'nobody' WHERE digest = (SELECT MIN(digest) FROM intake_claims)`, 'intake.one-lead-per-person'],
    ['a lead that began twice', `UPDATE intake_submissions SET outcome = 'lead' WHERE outcome = 'merged'`, 'intake.one-lead-per-person'],
    ['a fact from nowhere', `UPDATE enrichment_facts SET fact = json_set(fact, '$.by', '') WHERE rowid = 1`, 'enrichment.provenance'],
    ['a fact that a run has from nowhere', `UPDATE enrichment_runs SET record = replace(record, '"by":"directory"', '"by":""')`, 'enrichment.provenance'],
    ['a human value that a machine overwrote', `UPDATE enrichment_facts SET fact = json_set(fact, '$.value', 999) WHERE json_extract(fact, '$.origin') = 'human'`, 'enrichment.human-first'],
    ['a lead that was lost before enrichment', `DELETE FROM bus_messages WHERE topic = 'lead.enriched.v1' AND lead_id = ${LEAD}`, 'enrichment.every-lead'],
    ['a gap in the epochs', `UPDATE assignment_decisions SET epoch = 7 WHERE rowid = 1`, 'assignment.one-owner'],
    ['an owner whom no decision gave it to', `UPDATE assignment_leads SET owner = '{"kind":"rep","rep":"tom","name":"Tom"}' WHERE lead_id = ${LEAD}`, 'assignment.one-owner'],
    ['a decision that nobody heard of', `DELETE FROM bus_messages WHERE rowid = (SELECT rowid FROM bus_messages WHERE topic = 'lead.assigned.v1' LIMIT 1)`, 'assignment.told-once'],
    ['an owner who was at the cap', `UPDATE assignment_decisions SET record = replace(record, '"out":null', '"out":{"code":"at_cap","cap":1}') WHERE pool = 'emea'`, 'assignment.eligible'],
    ['one who got what others were due', `UPDATE assignment_decisions SET record = json_set(record, '$.owner.rep', json_extract(record, '$.pool.candidates[0].rep')) WHERE pool = 'na-midmarket'`, 'assignment.fair'],
    ['a turn that is missing', `UPDATE assignment_decisions SET record = json_set(record, '$.pool.before.turns', 40) WHERE rowid = (SELECT MAX(rowid) FROM assignment_decisions WHERE pool IS NOT NULL)`, 'assignment.rotation'],
    ['a desk that was moved', `UPDATE assignment_desk SET state = json_set(state, '$.pools.emea.turns', 0)`, 'assignment.rotation'],
    ['a lead that waits forever', `UPDATE assignment_leads SET status = 'waiting', epoch = 0, owner = NULL WHERE lead_id = ${LEAD}`, 'assignment.waiting'],
    ['a lead that assignment lost', `DELETE FROM assignment_leads WHERE lead_id = ${LEAD}`, 'assignment.every-lead'],
    ['a line of a journal that was changed', `UPDATE research_journal SET data = replace(data, '"', '" ') WHERE rowid = 3`, 'research.journal'],
    ['a line of a journal that is missing', `DELETE FROM research_journal WHERE seq = 1`, 'research.journal'],
    ['a run that nobody goes on with', `UPDATE research_runs SET ended = 0 WHERE rowid = 1`, 'research.every-run'],
    ['a quote that the page does not have', `UPDATE research_snapshots SET content = json_set(content, '$.data.text', 'something else')`, 'research.quotes'],
    ['a draft with another text than its fingerprint', `UPDATE bus_messages SET message = json_set(message, '$.data.content.data.subject', 'Win a prize') WHERE topic = 'outreach.drafted.v1' AND json_extract(message, '$.data.state') = 'ready'`, 'research.drafts'],
    ['an effect that was planned twice', `CREATE TABLE twice AS SELECT * FROM delivery_effects; INSERT INTO twice SELECT * FROM delivery_effects LIMIT 1; UPDATE twice SET id = 'again' WHERE rowid = (SELECT MAX(rowid) FROM twice); DROP TABLE delivery_effects; ALTER TABLE twice RENAME TO delivery_effects`, 'delivery.planned-once'],
    ['an effect that ended otherwise than it was told', `UPDATE delivery_effects SET state = 'superseded' WHERE id = ${DONE}`, 'delivery.told'],
    ['an effect that was forgotten', `UPDATE delivery_effects SET state = 'planned' WHERE id = ${DONE}`, 'delivery.not-forgotten'],
    ['a task for an effect that is over', `INSERT INTO delivery_tasks (id, kind, task_key, payload, due_at, attempt, token, created_at) VALUES ('t1', 'delivery.settle', ${DONE}, '{}', 9e15, 0, 0, 0)`, 'delivery.no-orphans'],
    ['a call that is not in the ledger', `DELETE FROM outside_calls WHERE purpose = ${DONE}`, 'delivery.calls-accounted'],
    ['a call that never ended', `UPDATE outside_calls SET state = 'reserved' WHERE purpose = ${DONE}`, 'delivery.calls-accounted'],
    ['a call for nothing', `INSERT INTO outside_calls SELECT 'ghost:1', lead_id, provider, day, 'ghost', state, reserved_micro, charged_micro, reserved_at, settled_at FROM outside_calls LIMIT 1`, 'delivery.calls-accounted'],
    ['an observer that wrote', `UPDATE delivery_effects SET state = 'would_have' WHERE id = ${DONE}`, 'delivery.observed-is-silent'],
    ['a text that nobody had approved', `UPDATE delivery_effects SET content = json_set(content, '$.data.approval.content.subject', 'Win a prize') WHERE kind = 'crm.task'`, 'delivery.approved-only'],
    ['a text that left after its approval was over', `UPDATE delivery_effects SET settled_at = settled_at + 864000000 WHERE kind = 'crm.task'`, 'delivery.approved-only'],
    ['an approval that is not in the audit', `DELETE FROM console_audit WHERE action = 'draft.approve'`, 'console.approved-by-people'],
    ['an approval by somebody else', `UPDATE console_drafts SET decided_by = 'mallory' WHERE approval_id IS NOT NULL`, 'console.approved-by-people'],
    ['a lead that nobody can see', `DELETE FROM console_leads WHERE id = ${LEAD}`, 'console.shows-every-lead'],
    ['a gap in the log', `DELETE FROM bus_messages WHERE position = 5`, 'bus.whole'],
    ['a reader ahead of the log', `UPDATE bus_positions SET position = 1000000 WHERE app = 'console'`, 'bus.whole'],
    ['an effect before its cause', `UPDATE bus_messages SET message = json_set(message, '$.causationId', 'nothing') WHERE topic = 'lead.enriched.v1'`, 'bus.order'],
    ['an event twice', `UPDATE bus_messages SET message = (SELECT message FROM bus_messages WHERE position = 1) WHERE position = 2`, 'bus.order'],
    ['a task that nobody runs', `INSERT INTO research_tasks (id, kind, payload, due_at, attempt, token, created_at) VALUES ('t1', 'research.run', '{}', 0, 0, 0, 0)`, 'tasks.moving'],
    ['a failure that nobody was shown', `UPDATE intake_dead_letters SET state = 'resolved'`, 'dead-letters.shown'],
    ['money that is held for nothing', `INSERT INTO outside_spend VALUES ('day|2026-11-22', 5)`, 'money.held'],
  ];

  it.each(planted)('finds %s', (_, sql, name) => {
    const copy = mkdtempSync(join(folder, 'broken-'));
    copyFileSync(join(lived, 'leadwright.sqlite'), join(copy, 'leadwright.sqlite'));
    const database = new Database(join(copy, 'leadwright.sqlite'));
    database.pragma('synchronous = OFF');
    database.exec(sql);
    database.close();
    const found = check(copy);
    expect(broken(found)).toContain(name);
    expect(wordChecks(found.filter((one) => one.name === name))).toMatch(/^BROKEN {2}.+: \d+ of \d+\n {10}\S.+: \S/);
  });

  it('plants a break for every guarantee', () => {
    expect(new Set(planted.map(([, , name]) => name))).toEqual(new Set(invariants.filter(({ only }) => only?.kind !== 'distributed').map(({ name }) => name)));
  });

  it('says where to look when there is no store', () => {
    expect(() => CheckedStore.open(join(folder, 'missing'))).toThrow(/There is no store in .*missing\. Name the data folder/);
  });
});
