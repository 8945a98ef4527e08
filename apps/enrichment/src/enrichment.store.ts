import type { Fact, LeadSnapshot } from '#contracts';
import { execute, inList, insertRows, json, key, migration, select, table, text, time, type MigrationClass, type Work } from '#persistence';
import { spentOnLeads } from '#connectors';
import type { RunRecord } from '#workflow';
import { CHANGED } from './apply-changes.js';
import { PURPOSE, type Ask } from './ask/ask.js';
import { asksMigration, readAsks } from './ask/asks.store.js';
import { exchangesMigration } from './model/exchanges.store.js';
import { isModels } from './model/message-class.js';
import { answersMigration } from './question/answers.store.js';
import type { EnrichmentRun } from './enrich-lead.js';
import { recordedFacts } from './enrich-lead.workflow.js';
import { identityOf, periodsAt, periodsOf, type FactPeriod } from './fact-periods.js';

export const enrichmentMigrations: readonly MigrationClass[] = [migration('enrichment', 1, [
  table('enrichment_leads', { lead_id: key(), snapshot: json(), updated_at: time() }, { primary: ['lead_id'] }),
  table('enrichment_runs', { run_id: key(), lead_id: key(), at: time(), known: json(), snapshot: json(), record: json() }, { primary: ['run_id'], index: [['lead_id', 'at']] }),
  table('enrichment_facts', { lead_id: key(), identity: text(), fact: json(), known_from: time(), known_until: time().nullable() }, { primary: ['lead_id', 'identity', 'known_from'] }),
]), asksMigration, exchangesMigration, answersMigration];

interface FactRow { lead_id: string; identity: string; fact: string; known_from: number; known_until: number | null }

/** What a run cannot find out again: what people, research, paid providers and a model said, and what a sender said after the lead came. */
const isKept = (fact: Fact): boolean => fact.origin === 'human' || fact.origin === 'research' || fact.origin === 'provider' || fact.method === CHANGED || isModels(fact);

/**
 * Stores runs, one per lead: the newest snapshot, the record, and what is known from now on, which is exactly the facts of the run.
 * What any run finds again stands in the record only; facts that have to be kept have rows of their own.
 */
export function* keepRuns(runs: readonly EnrichmentRun[]): Work<void> {
  if (runs.length === 0) return;
  const rows = runs.map(({ runId, leadId, at, known, lead, record }) => ({ run_id: runId, lead_id: leadId, at, known: JSON.stringify(known), snapshot: JSON.stringify(lead), record: JSON.stringify(record) }));
  yield* insertRows('enrichment_leads', rows.map(({ lead_id, snapshot, at }) => ({ lead_id, snapshot, updated_at: at })), { onDuplicate: { key: ['lead_id'], update: ['snapshot', 'updated_at'] } });
  yield* insertRows('enrichment_runs', rows);
  const kept = runs.map(({ leadId, facts, at }) => ({ leadId, facts: facts.filter(isKept), at }));
  yield* beginFacts(kept, yield* endFacts(kept));
}

/** What was found of leads, and when (milliseconds). */
interface Found { readonly leadId: string; readonly facts: readonly Fact[]; readonly at: number }

/** Adds facts to what is known. */
export function* keepFacts(found: readonly Found[]): Work<void> {
  yield* beginFacts(found, yield* openFacts(found));
}

type FactKey = Pick<FactRow, 'lead_id' | 'identity'>;

/** Facts are never changed: they begin to be known, and end. */
function* beginFacts(found: readonly Found[], open: readonly FactKey[]): Work<void> {
  const seen = new Set(open.map(({ lead_id, identity }) => `${lead_id}|${identity}`));
  const rows = found.flatMap(({ leadId, facts, at }) => facts.flatMap((fact) => {
    const identity = identityOf(fact);
    if (seen.has(`${leadId}|${identity}`)) return [];
    seen.add(`${leadId}|${identity}`);
    return [{ lead_id: leadId, identity, fact: JSON.stringify(fact), known_from: at, known_until: null }];
  }));
  yield* insertRows('enrichment_facts', rows, { onDuplicate: { key: ['lead_id', 'identity', 'known_from'], update: ['fact', 'known_until'] } });
}

/** Ends what a run does not say any more; returns what goes on being known. */
function* endFacts(runs: readonly Found[]): Work<FactKey[]> {
  const open = yield* openFacts(runs);
  const said = new Map(runs.map(({ leadId, facts, at }) => [leadId, { at, identities: new Set(facts.map(identityOf)) }]));
  const goesOn = ({ lead_id, identity }: FactKey) => said.get(lead_id)!.identities.has(identity);
  for (const { lead_id, identity } of open.filter((fact) => !goesOn(fact))) {
    yield* execute('UPDATE enrichment_facts SET known_until = ? WHERE lead_id = ? AND identity = ? AND known_until IS NULL', [said.get(lead_id)!.at, lead_id, identity]);
  }
  return open.filter(goesOn);
}

function* openFacts(found: readonly Found[]): Work<FactKey[]> {
  const leadIds = [...new Set(found.map(({ leadId }) => leadId))];
  return leadIds.length === 0 ? [] : yield* select<FactKey>(`SELECT lead_id, identity FROM enrichment_facts WHERE known_until IS NULL AND lead_id IN ${inList(leadIds)}`, leadIds);
}

export interface StoredLead {
  readonly leadId: string;
  readonly lead: LeadSnapshot;
  readonly facts: readonly Fact[];
  /** What providers and a model were asked about it, if anything, and what that has cost, in millionths. */
  readonly ask: Ask | null;
  readonly spentMicro: number;
}

/** Leads with what is to be kept when they are run again. */
export function* leadsWithFacts(leadIds: readonly string[]): Work<Map<string, StoredLead>> {
  if (leadIds.length === 0) return new Map();
  const leads = yield* select<{ lead_id: string; snapshot: string }>(`SELECT lead_id, snapshot FROM enrichment_leads WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  const rows = yield* select<FactRow>(`SELECT * FROM enrichment_facts WHERE known_until IS NULL AND lead_id IN ${inList(leadIds)} ORDER BY known_from, identity`, leadIds);
  const asks = yield* readAsks(leadIds);
  const spent = yield* spentOnLeads(leadIds, PURPOSE);
  return new Map(leads.map(({ lead_id, snapshot }) => [lead_id, {
    leadId: lead_id, ask: asks.get(lead_id) ?? null, spentMicro: spent.get(lead_id) ?? 0,
    lead: JSON.parse(snapshot) as LeadSnapshot,
    facts: rows.filter((row) => row.lead_id === lead_id).map((row) => JSON.parse(row.fact) as Fact),
  }]));
}

/** What was known of a lead at a time (milliseconds), oldest first. */
export function* factsAsOf(leadId: string, at: number): Work<FactPeriod[]> {
  const rows = yield* select<FactRow>('SELECT * FROM enrichment_facts WHERE lead_id = ?', [leadId]);
  const runs = yield* select<{ at: number; record: string }>('SELECT at, record FROM enrichment_runs WHERE lead_id = ? ORDER BY at, run_id', [leadId]);
  const kept = rows.map((row): FactPeriod => ({ fact: JSON.parse(row.fact) as Fact, from: row.known_from, until: row.known_until }));
  const found = periodsOf(runs.map((run) => ({ at: run.at, facts: recordedFacts(JSON.parse(run.record) as RunRecord).filter((fact) => !isKept(fact)) })));
  return periodsAt([...kept, ...found], at);
}
