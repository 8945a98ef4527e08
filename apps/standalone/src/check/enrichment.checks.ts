import type { CheckedStore } from './checked-store.js';
import { both, countBy, look, type Invariant } from './invariant.js';

interface FactRow { lead_id: string; identity: string; fact: string; known_from: number; known_until: number | null }
const read = ({ fact }: FactRow): any => JSON.parse(fact);
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Facts that are kept, and those that runs found, each with the lead or run it belongs to. */
const keptFacts = (store: CheckedStore) => store.all<FactRow>('SELECT * FROM enrichment_facts').map((row) => ({ of: row.lead_id, fact: read(row) }));
const foundFacts = (store: CheckedStore) => store.all<{ run_id: string; record: string }>('SELECT run_id, record FROM enrichment_runs').flatMap(({ run_id, record }) => (
  (JSON.parse(record).steps as { output: { facts?: any[] } }[]).flatMap(({ output }) => output.facts ?? []).map((fact) => ({ of: run_id, fact }))
));

export const enrichmentChecks: readonly Invariant[] = [
  {
    name: 'enrichment.provenance', says: 'Every fact says where it came from, how, when and how sure it is', tables: ['enrichment_facts', 'enrichment_runs'],
    find: (store) => look([...keptFacts(store), ...foundFacts(store)], ({ of, fact }) => `${of} ${fact.field}`, ({ fact: { field, value, origin, by, method, confidence, observedAt } }) => {
      const missing = Object.entries({ field, origin, by, method, observedAt }).filter(([, given]) => !isText(given)).map(([name]) => name);
      return missing.length > 0 ? `has no ${missing.join(', ')}` : value === null || value === undefined ? 'has no value' : !(confidence >= 0 && confidence <= 1) && `is ${confidence} sure`;
    }),
  },
  {
    name: 'enrichment.human-first', says: 'What a person said stands: one value per field, in every enrichment after it', tables: ['enrichment_facts', 'bus_messages'],
    find(store) {
      const human = store.all<FactRow>('SELECT * FROM enrichment_facts WHERE known_until IS NULL').map((row) => ({ row, fact: read(row) })).filter(({ fact }) => fact.origin === 'human');
      const newest = new Map(store.events('lead.enriched').map((event) => [event.leadId, event]));
      return both(
        look(human, ({ row }) => `${row.lead_id} ${row.identity}`, ({ row, fact }) => {
          const event = newest.get(row.lead_id);
          if (!event || event.publishedAt < row.known_from) return 'the lead was not judged again';
          const name = String(fact.field).replace('company.', '');
          const shown = fact.field.startsWith('company.') && name in event.data.company ? event.data.company[name] : fact.value;
          return JSON.stringify(shown) !== JSON.stringify(fact.value) && `the newest enrichment says ${JSON.stringify(shown)}`;
        }),
        look(countBy(human, ({ row, fact }) => `${row.lead_id} ${fact.field}`), ([key]) => key, ([, amount]) => amount > 1 && `${amount} values of people`),
      );
    },
  },
  {
    name: 'enrichment.every-lead', says: 'Every lead that came in was enriched, or is in hand', tables: ['enrichment_leads', 'enrichment_tasks', 'enrichment_dead_letters', 'bus_messages'],
    find(store) {
      const inHand = new Set(store.all<{ lead_id: string }>("SELECT lead_id FROM enrichment_tasks WHERE lead_id IS NOT NULL UNION SELECT lead_id FROM enrichment_dead_letters").map(({ lead_id }) => lead_id));
      const enriched = new Set(store.events('lead.enriched').map(({ leadId }) => leadId));
      return look(store.takenBy('enrichment', 'lead.captured'), ({ leadId }) => leadId, ({ leadId }) => !enriched.has(leadId) && !inHand.has(leadId) && 'was taken in and is nowhere');
    },
  },
];
