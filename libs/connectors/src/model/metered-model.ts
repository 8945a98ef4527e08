import type { EnrichmentConfig } from '#contracts';
import { callBudget } from '../metered/call-budget.js';
import type { MeteredCall } from '../metered/metered-call.js';
import type { CallRequest } from '../metered/reserve-call.js';
import type { Model, ModelExchange, ModelReply, ModelTask } from './model.js';

/** `id` names the call in the ledger: each call has its own. */
export interface ModelAsk extends Pick<CallRequest, 'id' | 'leadId' | 'purpose'> {
  readonly timeMs: number;
  /** The most that this may cost, in millionths; the ceilings hold besides. */
  readonly spendMicro?: number;
  readonly signal: AbortSignal;
}

/** The provider that calls to a model are booked under. */
const PROVIDER = 'model';

/** A model whose calls are held before, settled after, and kept word by word. Its answer may always be missing. */
export class MeteredModel<Asked extends ModelAsk> {
  constructor(
    private readonly model: Model, private readonly meter: MeteredCall, private readonly clock: { now(): number },
    private readonly keep: (asked: Asked, exchanges: readonly ModelExchange[]) => Promise<void>,
  ) {}

  /** Null when there is none. */
  get id(): string | null {
    return this.model.id;
  }

  /** `config` says what it may cost; without it nobody is asked. */
  async ask<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, asked: Asked, config: Pick<EnrichmentConfig, 'ceilings' | 'timeZone'> | undefined): Promise<ModelReply<Value>> {
    if (!config) return missing('Nothing says what a model may cost: enrichment.yaml is missing.');
    const { id, leadId, purpose, timeMs, spendMicro = Infinity, signal } = asked;
    const priceMicro = this.model.mostMicro(task, input);
    if (priceMicro > spendMicro) return missing('It could cost more than is left for it.');
    const { day, ceilings } = callBudget(config, this.clock.now());
    const made = await this.meter.make({ id, leadId, provider: PROVIDER, day, purpose, priceMicro }, ceilings, async () => {
      const reply = await this.model.ask(task, input, { timeMs, spendMicro: priceMicro, signal });
      await this.keep(asked, reply.exchanges);
      return { value: reply, chargedMicro: costOf(reply) };
    });
    return made.outcome === 'answered' ? made.value : missing(`The ceiling of the ${made.ceiling} is reached.`);
  }
}

/** What a reply has cost, estimated, in millionths. */
export const costOf = ({ exchanges }: ModelReply<unknown>): number => exchanges.reduce((sum, { costMicro }) => sum + costMicro, 0);

const missing = (problem: string): ModelReply<never> => ({ ok: false, reason: 'unavailable', problem, exchanges: [] });
