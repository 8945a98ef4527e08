import type { ModelExchange } from '#connectors';
import { openPersonal } from '#contracts';
import { insertRows, integer, json, key, keyIdOf, migration, table, text, time, type Work } from '#persistence';

/** What a model was asked about a lead and what it said, word by word. */
export const exchangesMigration = migration('enrichment', 3, [
  table('enrichment_exchanges', { call_id: key(), number: integer(), lead_id: key(), task: text(), cost_micro: integer(), exchange: json(), at: time() }, { primary: ['call_id', 'number'], index: [['lead_id']] }),
]);

/** Keeps exchanges under the key of the lead: a person wrote what is in them. */
export function* keepExchanges(callId: string, leadId: string, exchanges: readonly ModelExchange[], now: number): Work<void> {
  yield* insertRows('enrichment_exchanges', exchanges.map((exchange, index) => ({
    call_id: callId, number: index + 1, lead_id: leadId, task: exchange.task, cost_micro: exchange.costMicro, exchange: JSON.stringify(openPersonal(keyIdOf(leadId), exchange)), at: now,
  })));
}
