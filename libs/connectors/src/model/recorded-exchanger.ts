import { terminal } from '#contracts';
import type { ModelCall, ModelExchange, ModelExchanger, ModelRequest } from './model.js';

/**
 * Answers from records, in the order in which equal questions were asked; the last answer stays. Asks nobody, costs nothing new:
 * cost and time are those of the record.
 * Errors: MODEL.NOT_RECORDED, terminal, so that a replay that asks something new is seen and does not quietly go on without a model.
 */
export class RecordedExchanger implements ModelExchanger {
  private readonly records = new Map<string, ModelExchange[]>();

  constructor(exchanges: readonly ModelExchange[]) {
    for (const exchange of exchanges) this.records.set(exchange.key, [...(this.records.get(exchange.key) ?? []), exchange]);
  }

  async send({ key, task }: ModelRequest): Promise<ModelCall> {
    const known = this.records.get(key) ?? [];
    const record = known.length > 1 ? known.shift() : known[0];
    if (!record) throw terminal('MODEL.NOT_RECORDED', `The record holds no answer to this question of ${task} (${key.slice(0, 12)}).`);
    const { answer, failure, tries, costMicro, tookMs } = record;
    return { answer, failure, tries, costMicro, tookMs };
  }

  mostMicro(): number {
    return 0;
  }
}
