import { openPersonal, terminal, type LeadSnapshot, type Personal } from '#contracts';
import { callKeyIdOf, createKeys, execute, inList, insertRows, makeKeys, select, selectHeld, selectOne, type Work } from '#persistence';
import type { Judgement, Known } from './judge-submissions.js';
import { RECONCILED } from './reconcile/reconciled-body.js';
import { keepObjects } from './reconcile/reconcile.store.js';
import type { FirstCall, ReadingToDo, SortedCall } from './sort-calls.js';
import type { Submission, SubmissionAnswer } from './submission.js';

/** Values in one IN list; engines allow a few ten thousand. */
const LIST = 5_000;

function* selectByKeys<R>(sql: (list: string) => string, keys: readonly string[], rowsOf: typeof select = select): Work<R[]> {
  const rows: R[] = [];
  for (let at = 0; at < keys.length; at += LIST) {
    const part = keys.slice(at, at + LIST);
    rows.push(...(yield* rowsOf<R>(sql(inList(part)), part)));
  }
  return rows;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** The calls that hold these keys, by key. */
export function* readFirstCalls(keys: readonly (string | null)[]): Work<Map<string, FirstCall>> {
  const wanted = distinct(keys.filter((key) => key !== null));
  const rows = yield* selectByKeys<{ id: string; call_key: string; body_digest: string; answer: string | null }>((list) => `SELECT id, call_key, body_digest, answer FROM intake_calls WHERE call_key IN ${list}`, wanted);
  return new Map(rows.map((row) => [row.call_key, { id: row.id, bodyDigest: row.body_digest, answer: row.answer === null ? null : (JSON.parse(row.answer) as SubmissionAnswer[]) }]));
}

/** The leads that claims belong to, by their digests. */
export function* readClaims(digests: readonly string[]): Work<Map<string, string>> {
  const rows = yield* selectByKeys<{ digest: string; lead_id: string }>((list) => `SELECT digest, lead_id FROM intake_claims WHERE digest IN ${list}`, distinct(digests));
  return new Map(rows.map(({ digest, lead_id }) => [digest, lead_id]));
}

/** Who made the claims of these submissions before, and the leads they belong to, held: two that merge into one lead come one after the other. Two reads, however many submissions. */
export function* readKnown(submissions: readonly Submission[]): Work<Known> {
  const readings = submissions.flatMap(({ reading }) => (reading.as === 'lead' ? [reading] : []));
  const claims = yield* readClaims(readings.flatMap((reading) => reading.claims.map(({ digest }) => digest)));
  const leads = yield* selectByKeys<{ lead_id: string; snapshot: string }>((list) => `SELECT lead_id, snapshot FROM intake_leads WHERE lead_id IN ${list}`, distinct([...claims.values(), ...readings.flatMap(({ ours }) => ours ?? [])]).sort(), selectHeld);
  return {
    claims,
    leads: new Map(leads.map(({ lead_id, snapshot }) => [lead_id, JSON.parse(snapshot) as LeadSnapshot])),
  };
}

/** Keeps calls. Only the first with a key holds it and its bytes: a repeat's bytes are the first's. Program calls that are no first leave no trace. */
export function* writeCalls(calls: readonly SortedCall[], answers: ReadonlyMap<string, readonly SubmissionAnswer[]>, now: number): Work<void> {
  const kept = calls.filter(({ call, is }) => is === 'first' || call.by === 'webhook');
  yield* makeKeys(kept.filter(({ is }) => is !== 'repeat').map(({ call }) => callKeyIdOf(call.id)), now);
  yield* insertRows('intake_calls', kept.map((sorted) => {
    const { call, is } = sorted;
    return {
      id: call.id, connection: call.connection, call_key: is === 'first' ? call.key : null, body_digest: call.bodyDigest,
      body: is === 'repeat' ? null : JSON.stringify(openPersonal(callKeyIdOf(call.id), call.body)),
      repeats: is === 'repeat' ? sorted.of : null, conflicts_with: is === 'conflict' ? sorted.of : null,
      answer: call.by === 'program' && call.key !== null ? JSON.stringify(answers.get(call.id) ?? []) : null, received_at: call.receivedAt,
    };
  }));
}

/** Keeps what first calls announced: leads to read back, which objects those are, and how much else there was. */
export function* writeAnnouncements(calls: readonly SortedCall[], now: number): Work<void> {
  const firsts = calls.flatMap(({ call, is }) => (is === 'first' && call.announced ? [{ call, announced: call.announced }] : []));
  yield* insertRows('intake_announcements', firsts.map(({ call, announced: { leads, changes, others } }) => ({ call_id: call.id, leads: leads.length, changes, others, told: changes === 0 ? 0 : null })));
  yield* keepObjects(firsts.flatMap(({ call: { connection }, announced }) => announced.leads.map(({ objectId }) => ({ connection, objectId }))), now);
  yield* insertRows('intake_readings', firsts.flatMap(({ call, announced }) => announced.leads.map((lead) => ({
    submission_id: lead.submissionId, lead_id: lead.leadId, call_id: call.id, ordinal: lead.ordinal, connection: call.connection, object_id: lead.objectId, sender_id: lead.senderId, at: call.receivedAt,
  }))));
}

/** Announced leads of a connection that are to be read back, the oldest first. */
export function* readReadings(connection: string, limit: number): Work<ReadingToDo[]> {
  const rows = yield* select<{ submission_id: string; lead_id: string; call_id: string; ordinal: number; object_id: string; sender_id: string }>(
    `SELECT submission_id, lead_id, call_id, ordinal, object_id, sender_id FROM intake_readings WHERE connection = ? ORDER BY submission_id LIMIT ${limit}`, [connection]);
  return rows.map((row) => ({ submissionId: row.submission_id, leadId: row.lead_id, callId: row.call_id, ordinal: row.ordinal, objectId: row.object_id, senderId: row.sender_id }));
}

export function* dropReadings(submissionIds: readonly string[]): Work<void> {
  if (submissionIds.length > 0) yield* execute(`DELETE FROM intake_readings WHERE submission_id IN ${inList(submissionIds)}`, submissionIds);
}

export function* isReadingLeft(connection: string): Work<boolean> {
  return (yield* selectOne<{ one: number }>('SELECT 1 AS one FROM intake_readings WHERE connection = ? LIMIT 1', [connection])) !== undefined;
}

/** The bytes of a call as they came. Null when it is unknown. Errors: INTAKE.SEALED, terminal. */
export function* readCallBody(callId: string): Work<{ connection: string; body: string } | null> {
  const row = yield* selectOne<{ connection: string; body: string }>('SELECT connection, body FROM intake_calls WHERE id = ? AND body IS NOT NULL', [callId]);
  return row ? { connection: row.connection, body: openBody(callId, row.body) } : null;
}

/** How many known leads the changes of a call were told of. */
export function* keepTold(callId: string, told: number): Work<void> {
  yield* execute('UPDATE intake_announcements SET told = ? WHERE call_id = ?', [told, callId]);
}

function openBody(callId: string, stored: string): string {
  const body = JSON.parse(stored) as Personal<string>;
  if (body.sealed) throw terminal('INTAKE.SEALED', `The bytes of call ${callId} are sealed and cannot be read here.`);
  return body.data;
}

/** Keeps how submissions ended, new claims, and leads as they are now. A claim that somebody made meanwhile fails the unit (`isDuplicate`). */
export function* writeJudgement({ ended, claims, leads }: Judgement, now: number): Work<void> {
  yield* createKeys(distinct(ended.filter(({ end }) => end.outcome !== 'merged').map(({ end }) => end.leadId)), now);
  yield* insertRows('intake_claims', claims.map(({ digest, kind, leadId }) => ({ digest, kind, lead_id: leadId, claimed_at: now })));
  yield* insertRows('intake_leads', [...leads].map(([leadId, snapshot]) => ({ lead_id: leadId, snapshot: JSON.stringify(snapshot), updated_at: now })), { onDuplicate: { key: ['lead_id'], update: ['snapshot', 'updated_at'] } });
  yield* insertRows('intake_submissions', ended.map(({ submission, end }) => ({
    id: submission.id, call_id: submission.callId, ordinal: submission.ordinal, connection: submission.connection, outcome: end.outcome, lead_id: end.leadId,
    matched_by: end.outcome === 'merged' ? end.matchedBy : null, rule: end.outcome === 'ignored' ? end.rule : null, at: now,
  })), { onDuplicate: { key: ['id'], update: ['outcome', 'lead_id', 'matched_by', 'rule'] } });
}

/** A submission that waits for a person, with the call it is to be read from again. */
export interface Waiting {
  readonly id: string;
  readonly leadId: string;
  readonly connection: string;
  readonly ordinal: number;
  readonly callId: string;
  readonly body: string;
  /** The key that its call holds; a conflict holds none. */
  readonly callKey: string | null;
  /** Leads in that call that are submissions already. */
  readonly known: ReadonlySet<number>;
}

/** Null when it is unknown or does not wait any more. Errors: INTAKE.SEALED, terminal. */
export function* readWaiting(submissionId: string): Work<Waiting | null> {
  const row = yield* selectOne<{ id: string; lead_id: string; connection: string; ordinal: number; call_id: string; body: string; call_key: string | null }>(
    `SELECT s.id, s.lead_id, s.connection, s.ordinal, s.call_id, c.body, c.call_key FROM intake_submissions s JOIN intake_calls c ON c.id = s.call_id
     WHERE s.id = ? AND s.outcome = 'needs_attention'`, [submissionId]);
  if (!row) return null;
  const siblings = yield* select<{ ordinal: number }>('SELECT DISTINCT ordinal FROM intake_submissions WHERE call_id = ?', [row.call_id]);
  return {
    id: row.id, leadId: row.lead_id, connection: row.connection, ordinal: row.ordinal, callId: row.call_id, body: openBody(row.call_id, row.body),
    callKey: row.call_key, known: new Set(siblings.map(({ ordinal }) => ordinal)),
  };
}

/** Calls that a sender made: not those that stand for what was found in a CRM. */
const SENT = `body_digest <> '${RECONCILED}'`;

export interface ConnectionCounts { readonly calls: number; readonly submissions: number; readonly lastCallAt: number | null }

/** Calls and submissions of connections since a time, and when the last call came. */
export function* countByConnection(names: readonly string[], since: number): Work<Map<string, ConnectionCounts>> {
  if (names.length === 0) return new Map();
  const lasts = yield* select<{ connection: string; at: number }>(`SELECT connection, MAX(received_at) AS at FROM intake_calls WHERE ${SENT} AND connection IN ${inList(names)} GROUP BY connection`, names);
  const calls = yield* select<{ connection: string; amount: number }>(`SELECT connection, COUNT(*) AS amount FROM intake_calls WHERE ${SENT} AND connection IN ${inList(names)} AND received_at > ? GROUP BY connection`, [...names, since]);
  const submissions = yield* select<{ connection: string; amount: number }>(`SELECT connection, COUNT(*) AS amount FROM intake_submissions WHERE connection IN ${inList(names)} AND at > ? GROUP BY connection`, [...names, since]);
  const amountOf = (rows: readonly { connection: string; amount: number }[], name: string): number => rows.find(({ connection }) => connection === name)?.amount ?? 0;
  return new Map(names.map((name) => [name, { calls: amountOf(calls, name), submissions: amountOf(submissions, name), lastCallAt: lasts.find(({ connection }) => connection === name)?.at ?? null }]));
}
