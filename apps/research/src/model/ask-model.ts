import { Injectable } from '@nestjs/common';
import { callBudget, MeteredCall, modelOf, type Model, type ModelReply, type ModelTask } from '#connectors';
import { UnitOfWork } from '#persistence';
import { Clock, Configs, Environment, SafeHttp } from '#platform';
import { keepExchanges, type AskedFor } from './exchanges.store.js';

export interface AskOptions extends AskedFor {
  readonly timeMs: number;
  /** The most that this may cost, in millionths; the ceilings of enrichment.yaml hold besides. */
  readonly spendMicro?: number;
  readonly signal: AbortSignal;
}

/** The provider that calls to a model are booked under. */
const PROVIDER = 'model';

/** The language model, if there is one: held before, settled after, and every exchange on record. Its answer may always be missing. */
@Injectable()
export class AskModel {
  private readonly model: Model;
  private readonly meter: MeteredCall;

  constructor(http: SafeHttp, environment: Environment, private readonly clock: Clock, private readonly work: UnitOfWork, private readonly configs: Configs) {
    this.model = modelOf(environment, http, clock);
    this.meter = new MeteredCall(work, clock);
  }

  /** Null when there is none: no key is set, or nothing says what it may cost. */
  get id(): string | null {
    return this.configs.get('enrichment') ? this.model.id : null;
  }

  /** `callId` names the call in the ledger: each call has its own. */
  async ask<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, { timeMs, spendMicro = Infinity, signal, ...asked }: AskOptions): Promise<ModelReply<Value>> {
    const config = this.configs.get('enrichment')?.document;
    if (!config) return missing('Nothing says what a model may cost: enrichment.yaml is missing.');
    const priceMicro = this.model.mostMicro(task, input);
    if (priceMicro > spendMicro) return missing('It could cost more than is left for it.');
    const { day, ceilings } = callBudget(config, this.clock.now());
    const made = await this.meter.make({ id: asked.callId, leadId: asked.leadId, provider: PROVIDER, day, purpose: task.name, priceMicro }, ceilings, async () => {
      const reply = await this.model.ask(task, input, { timeMs, spendMicro: priceMicro, signal });
      await this.work.transact({ write: () => keepExchanges(asked, reply.exchanges, this.clock.now()) });
      return { value: reply, chargedMicro: reply.exchanges.reduce((sum, { costMicro }) => sum + costMicro, 0) };
    });
    return made.outcome === 'answered' ? made.value : missing(`The ceiling of the ${made.ceiling} is reached.`);
  }
}

const missing = (problem: string): ModelReply<never> => ({ ok: false, reason: 'unavailable', problem, exchanges: [] });
