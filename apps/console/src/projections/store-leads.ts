import type { EventMessage } from '#contracts';
import { inList, insertRows, select, type Row, type Work } from '#persistence';
import { foldLead } from './fold-lead.js';
import { leadColumns } from './lead-columns.js';
import { emptyDocument, type LeadDocument } from './lead-document.js';

/** Documents of the leads that are known in any part, by lead id. */
export function* readDocuments(leadIds: readonly string[]): Work<Map<string, LeadDocument>> {
  if (leadIds.length === 0) return new Map();
  const rows = yield* select<{ lead_id: string; document: string }>(`SELECT lead_id, document FROM console_lead_documents WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  return new Map(rows.map(({ lead_id, document }) => [lead_id, JSON.parse(document) as LeadDocument]));
}

/** Leads whose person asked to be forgotten: nothing is written about them again. */
export function* readErased(leadIds: readonly string[]): Work<Set<string>> {
  if (leadIds.length === 0) return new Set();
  const rows = yield* select<{ lead_id: string }>(`SELECT lead_id FROM console_erased WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  return new Set(rows.map(({ lead_id }) => lead_id));
}

/** The documents that events change, after all of them. */
export function foldLeads(documents: ReadonlyMap<string, LeadDocument>, events: readonly EventMessage<unknown>[]): LeadDocument[] {
  const changed = new Map<string, LeadDocument>();
  for (const event of events) {
    const before = changed.get(event.leadId) ?? documents.get(event.leadId) ?? emptyDocument(event.leadId);
    const after = foldLead(before, event);
    if (after !== before) changed.set(event.leadId, after);
  }
  return [...changed.values()];
}

export function* writeDocuments(documents: readonly LeadDocument[]): Work<void> {
  yield* insertRows('console_lead_documents', documents.map((document) => ({ lead_id: document.id, document: JSON.stringify(document) })), { onDuplicate: { key: ['lead_id'], update: ['document'] } });
  yield* upsert('console_leads', 'id', documents.map(leadColumns));
}

/** Writes whole rows over what stands under their key. */
export function* upsert(table: string, key: string, rows: readonly Row[]): Work<void> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== key);
  yield* insertRows(table, rows, { onDuplicate: { key: [key], update: columns } });
}
