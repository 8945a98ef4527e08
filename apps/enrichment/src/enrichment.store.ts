import type { Fact, LeadSnapshot } from '#contracts';
import { execute, inList, insertRows, integer, json, key, migration, select, table, text, time, type MigrationClass, type Work } from '#persistence';
import type { EnrichmentRun } from './enrich-lead.js';

export const enrichmentMigrations: readonly MigrationClass[] = [migration('enrichment', 1, [
  table('enrichment_leads', { lead_id: key(), snapshot: json(), runs: integer(), updated_at: time() }, { primary: ['lead_id'] }),
  table('enrichment_runs', { run_id: key(), lead_id: key(), at: time(), known: json(), snapshot: json(), record: json() }, { primary: ['run_id'], index: [['lead_id', 'at']] }),
  table('enrichment_facts', { lead_id: key(), identity: text(), fact: json(), origin: key(), known_from: time(), known_until: time().nullable() }, { primary: ['lead_id', 'identity', 'known_from'] }),
])];

interface FactRow { lead_id: string; identity: string; fact: string; known_from: number; known_until: number | null }

/** Two facts are the same when field, source and value are: seeing it again later adds nothing. */
const identityOf = ({ field, origin, by, value }: Fact): string => JSON.stringify([field, origin, by, value]).slice(0, 500);

/** Stores runs: the lead's newest snapshot, the record, and the facts that are new or no longer hold. */
export function* keepRuns(runs: readonly EnrichmentRun[]): Work<void> {
  if (runs.length === 0) return;
  yield* insertRows('enrichment_leads', runs.map(({ leadId, lead, at }) => ({ lead_id: leadId, snapshot: JSON.stringify(lead), runs: 1, updated_at: at })), { onDuplicate: { key: ['lead_id'], update: ['snapshot', 'updated_at'] } });
  yield* insertRows('enrichment_runs', runs.map(({ runId, leadId, at, known, lead, record }) => ({ run_id: runId, lead_id: leadId, at, known: JSON.stringify(known), snapshot: JSON.stringify(lead), record: JSON.stringify(record) })));
  yield* supersedeDerived(runs);
  for (const at of new Set(runs.map((run) => run.at))) {
    yield* keepFacts(runs.filter((run) => run.at === at).map(({ leadId, facts }) => ({ leadId, facts })), at);
  }
}

/** A new run replaces what earlier runs derived; what people, senders and research said stays. */
function* supersedeDerived(runs: readonly EnrichmentRun[]): Work<void> {
  const again = runs.filter(({ known }) => known.length > 0);
  for (const { leadId, at } of again) yield* execute("UPDATE enrichment_facts SET known_until = ? WHERE lead_id = ? AND origin = 'derived' AND known_until IS NULL", [at, leadId]);
}

/** Appends facts that are not known yet. Facts are never changed. */
export function* keepFacts(found: readonly { leadId: string; facts: readonly Fact[] }[], now: number): Work<void> {
  const leadIds = [...new Set(found.map(({ leadId }) => leadId))];
  if (leadIds.length === 0) return;
  const open = yield* select<{ lead_id: string; identity: string }>(`SELECT lead_id, identity FROM enrichment_facts WHERE known_until IS NULL AND lead_id IN ${inList(leadIds)}`, leadIds);
  const seen = new Set(open.map(({ lead_id, identity }) => `${lead_id}|${identity}`));
  const rows = found.flatMap(({ leadId, facts }) => facts.flatMap((fact) => {
    const identity = identityOf(fact);
    if (seen.has(`${leadId}|${identity}`)) return [];
    seen.add(`${leadId}|${identity}`);
    return [{ lead_id: leadId, identity, fact: JSON.stringify(fact), origin: fact.origin, known_from: now, known_until: null }];
  }));
  yield* insertRows('enrichment_facts', rows);
}

/** Leads with what is to be kept when they are run again: everything but what machines derived. */
export function* leadsWithFacts(leadIds: readonly string[]): Work<Map<string, { lead: LeadSnapshot; facts: Fact[] }>> {
  if (leadIds.length === 0) return new Map();
  const leads = yield* select<{ lead_id: string; snapshot: string }>(`SELECT lead_id, snapshot FROM enrichment_leads WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  const facts = yield* select<FactRow>(`SELECT * FROM enrichment_facts WHERE known_until IS NULL AND origin IN ('human', 'research') AND lead_id IN ${inList(leadIds)} ORDER BY known_from, identity`, leadIds);
  return new Map(leads.map(({ lead_id, snapshot }) => [lead_id, {
    lead: JSON.parse(snapshot) as LeadSnapshot,
    facts: facts.filter((row) => row.lead_id === lead_id).map((row) => JSON.parse(row.fact) as Fact),
  }]));
}

/** What was known of a lead at a time (milliseconds), oldest first. */
export function* factsAsOf(leadId: string, at: number): Work<{ fact: Fact; knownFrom: string; knownUntil: string | null }[]> {
  const rows = yield* select<FactRow>('SELECT * FROM enrichment_facts WHERE lead_id = ? AND known_from <= ? AND (known_until IS NULL OR known_until > ?) ORDER BY known_from, identity', [leadId, at, at]);
  return rows.map((row) => ({ fact: JSON.parse(row.fact) as Fact, knownFrom: new Date(row.known_from).toISOString(), knownUntil: row.known_until === null ? null : new Date(row.known_until).toISOString() }));
}
