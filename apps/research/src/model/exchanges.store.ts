import type { ModelExchange } from '#connectors';
import { openPersonal } from '#contracts';
import { insertRows, integer, json, key, keyIdOf, migration, selectOne, table, text, time, type Work } from '#persistence';

/** What a model was asked for a run and what it said, word by word, beside the run's journal. */
export const exchangesMigration = migration('research', 2, [
  table('research_exchanges', { call_id: key(), number: integer(), run_id: key(), lead_id: key(), task: text(), cost_micro: integer(), exchange: json(), at: time() }, { primary: ['call_id', 'number'], index: [['run_id']] }),
]);

export interface AskedFor { readonly callId: string; readonly runId: string; readonly leadId: string }

/** Keeps exchanges under the key of the lead: pages and people wrote what is in them. */
export function* keepExchanges({ callId, runId, leadId }: AskedFor, exchanges: readonly ModelExchange[], now: number): Work<void> {
  yield* insertRows('research_exchanges', exchanges.map((exchange, index) => ({
    call_id: callId, number: index + 1, run_id: runId, lead_id: leadId, task: exchange.task, cost_micro: exchange.costMicro, exchange: JSON.stringify(openPersonal(keyIdOf(leadId), exchange)), at: now,
  })));
}

/** What a model has cost a run so far, estimated, in millionths. */
export function* modelCostOf(runId: string): Work<number> {
  return Number((yield* selectOne<{ cost: number | null }>('SELECT SUM(cost_micro) AS cost FROM research_exchanges WHERE run_id = ?', [runId]))?.cost ?? 0);
}
