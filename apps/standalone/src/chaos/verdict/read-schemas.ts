import { readFileSync } from 'node:fs';
import type { Connection } from 'mysql2/promise';
import { parse } from 'yaml';
import type { DeadLetterRow, World } from './world.js';

export type Stored = Omit<World, 'journal' | 'records' | 'poison' | 'open'>;

const APPS = ['intake', 'enrichment', 'research', 'assignment', 'delivery', 'console'];
const json = (text: unknown): any => (typeof text === 'string' ? JSON.parse(text) : text);

/** Reads what the apps stored, by plain SQL. `schema` gives the schema of an app or of `outside`; `enrichmentFile` names the ceilings. */
export async function readSchemas(database: Connection, schema: (app: string) => string, enrichmentFile: string): Promise<Stored> {
  const all = async <T>(sql: string): Promise<T[]> => (await database.query(sql))[0] as T[];
  const rows = <T>(app: string, table: string, columns: string, more = ''): Promise<T[]> => all<T>(`SELECT ${columns} FROM ${schema(app)}.${table} ${more}`);
  const perApp = async <T>(read: (app: string) => Promise<T>): Promise<Map<string, T>> => new Map(await Promise.all(APPS.map(async (app) => [app, await read(app)] as const)));

  const leads = await rows<{ lead_id: string; snapshot: string }>('intake', 'intake_leads', 'lead_id, snapshot');
  const inbox = await perApp((app) => rows<{ message_id: string }>(app, `${app}_inbox`, 'message_id'));
  const deadLetters = await perApp((app) => rows<DeadLetterRow>(app, `${app}_dead_letters`, `'${app}' AS app, id, kind, lead_id, state, failure, body, first_failed_at`));
  const shown = await rows<{ id: string; owner_kind: string | null; owner_id: string | null }>('console', 'console_leads', 'id, owner_kind, owner_id', 'WHERE known = 1');
  return {
    submissions: await rows('intake', 'intake_submissions', 'id, outcome, lead_id, rule'),
    leads: leads.map(({ lead_id, snapshot }) => ({ lead_id, email: json(snapshot).person?.data?.email ?? null })),
    assigned: (await rows<World['assigned'][number]>('assignment', 'assignment_leads', 'lead_id, status, epoch, owner')).map((row) => ({ ...row, owner: json(row.owner) })),
    decisions: (await rows<World['decisions'][number]>('assignment', 'assignment_decisions', 'lead_id, epoch, decision_id, pool, record')).map((row) => ({ ...row, record: json(row.record) })),
    effects: (await rows<World['effects'][number]>('delivery', 'delivery_effects', 'id, kind, target, subject, occasion, state, attempts, may_have_repeated, content')).map((row) => ({ ...row, content: json(row.content) })),
    calls: (await rows<World['calls'][number]>('outside', 'outside_calls', 'id, lead_id, provider, day, state, reserved_micro, charged_micro')).map((row) => ({ ...row, reserved_micro: Number(row.reserved_micro), charged_micro: row.charged_micro === null ? null : Number(row.charged_micro) })),
    spend: (await rows<World['spend'][number]>('outside', 'outside_spend', 'scope, held_micro')).map(({ scope, held_micro }) => ({ scope, held_micro: Number(held_micro) })),
    ceilings: ceilingsOf(enrichmentFile),
    runLines: (await rows<World['runLines'][number]>('research', 'research_journal', 'run_id, seq, prev_hash, hash', 'ORDER BY run_id, seq')).map((row) => ({ ...row, seq: Number(row.seq) })),
    drafts: await rows('console', 'console_drafts', 'id, state, approval_id, decided_by'),
    attention: new Map((await rows<{ id: string; state: string }>('console', 'console_attention', 'id, state')).map(({ id, state }) => [id, state])),
    shown: new Map(shown.map(({ id, owner_kind, owner_id }) => [id, { kind: owner_kind, id: owner_id }])),
    deadLetters: [...deadLetters.values()].flat().map((row) => ({ ...row, failure: json(row.failure), body: json(row.body), first_failed_at: Number(row.first_failed_at) })),
    inbox: new Map([...inbox].map(([app, list]) => [app, new Set(list.map(({ message_id }) => message_id))])),
    inboxRows: new Map([...inbox].map(([app, list]) => [app, list.length])),
    outbox: await perApp(async (app) => Number((await rows<{ amount: number }>(app, `${app}_outbox`, 'COUNT(*) AS amount'))[0]!.amount)),
  };
}

function ceilingsOf(file: string): World['ceilings'] {
  const { ceilings } = parse(readFileSync(file, 'utf8')) as { ceilings: Record<keyof World['ceilings'], string> };
  const micro = (dollars: string): number => Math.round(Number(dollars.replace('$', '')) * 1_000_000);
  return { lead: micro(ceilings.lead), providerDay: micro(ceilings.providerDay), day: micro(ceilings.day) };
}
