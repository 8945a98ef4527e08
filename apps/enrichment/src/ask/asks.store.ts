import type { Envelope } from '#contracts';
import { flag, inList, insertRows, json, key, migration, select, table, time, type Work } from '#persistence';
import type { Ask } from './ask.js';

/** One row per lead that providers are, or were, asked about. */
export const asksMigration = migration('enrichment', 2, [
  table('enrichment_asks', { lead_id: key(), cause: json(), tell_by: time(), told: flag(), ended: flag(), progress: json() }, { primary: ['lead_id'] }),
]);

interface AskRow { lead_id: string; cause: string; tell_by: number; told: number; ended: number; progress: string }
type Progress = Pick<Ask, 'calls' | 'asking' | 'tries' | 'done' | 'reasons'>;

export function* readAsks(leadIds: readonly string[]): Work<Map<string, Ask>> {
  if (leadIds.length === 0) return new Map();
  const rows = yield* select<AskRow>(`SELECT * FROM enrichment_asks WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  return new Map(rows.map((row) => [row.lead_id, { leadId: row.lead_id, cause: JSON.parse(row.cause) as Envelope, tellBy: row.tell_by, told: row.told === 1, ended: row.ended === 1, ...(JSON.parse(row.progress) as Progress) }]));
}

/** The asks of leads about which everyone is being told for another reason: what providers answer now is late. */
export const toldAsks = (runs: readonly { readonly leadId: string }[], leads: ReadonlyMap<string, { readonly ask: Ask | null }>): Ask[] =>
  runs.flatMap(({ leadId }) => leads.get(leadId)?.ask ?? []).map((ask) => ({ ...ask, told: true }));

export function* saveAsks(asks: readonly Ask[]): Work<void> {
  yield* insertRows('enrichment_asks', asks.map(({ leadId, cause, tellBy, told, ended, calls, asking, tries, done, reasons }) => ({
    lead_id: leadId, cause: JSON.stringify(cause), tell_by: tellBy, told: told ? 1 : 0, ended: ended ? 1 : 0, progress: JSON.stringify({ calls, asking, tries, done, reasons } satisfies Progress),
  })), { onDuplicate: { key: ['lead_id'], update: ['told', 'ended', 'progress'] } });
}
