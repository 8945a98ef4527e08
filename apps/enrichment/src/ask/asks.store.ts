import { openPersonal, type Envelope, type Personal } from '#contracts';
import { flag, inList, insertRows, json, key, keyIdOf, migration, select, table, time, type Work } from '#persistence';
import { tell, type Ask, type Wording } from './ask.js';

/** One row per lead that providers are, or were, asked about. */
export const asksMigration = migration('enrichment', 2, [
  table('enrichment_asks', { lead_id: key(), cause: json(), tell_by: time(), told: flag(), ended: flag(), progress: json() }, { primary: ['lead_id'] }),
]);

interface AskRow { lead_id: string; cause: string; tell_by: number; told: number; ended: number; progress: string }
type Progress = Pick<Ask, 'calls' | 'asking' | 'tries' | 'done' | 'reasons' | 'toldClear'> & { readonly wording?: Personal<Wording> };

export function* readAsks(leadIds: readonly string[]): Work<Map<string, Ask>> {
  if (leadIds.length === 0) return new Map();
  const rows = yield* select<AskRow>(`SELECT * FROM enrichment_asks WHERE lead_id IN ${inList(leadIds)}`, leadIds);
  return new Map(rows.map((row) => [row.lead_id, readAsk(row)]));
}

function readAsk(row: AskRow): Ask {
  const { wording, ...progress } = JSON.parse(row.progress) as Progress;
  return {
    leadId: row.lead_id, cause: JSON.parse(row.cause) as Envelope, tellBy: row.tell_by, told: row.told === 1, ended: row.ended === 1, ...progress,
    ...(wording && !wording.sealed ? { wording: wording.data } : {}),
  };
}

/** The asks of leads about which everyone is being told for another reason: what providers answer now is late. */
export const toldAsks = (runs: readonly { readonly leadId: string; readonly isClear: boolean }[], leads: ReadonlyMap<string, { readonly ask: Ask | null }>): Ask[] =>
  runs.flatMap((run) => {
    const ask = leads.get(run.leadId)?.ask;
    return ask ? [tell(ask, run)] : [];
  });

export function* saveAsks(asks: readonly Ask[]): Work<void> {
  yield* insertRows('enrichment_asks', asks.map(({ leadId, cause, tellBy, told, ended, wording, ...progress }) => ({
    lead_id: leadId, cause: JSON.stringify(cause), tell_by: tellBy, told: told ? 1 : 0, ended: ended ? 1 : 0, progress: JSON.stringify({ ...progress, ...(wording ? { wording: openPersonal(keyIdOf(leadId), wording) } : {}) } satisfies Progress),
  })), { onDuplicate: { key: ['lead_id'], update: ['told', 'ended', 'progress'] } });
}
