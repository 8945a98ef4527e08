import { Injectable } from '@nestjs/common';
import { MeteredCall, MeteredModel, modelOf, type ModelAsk, type ModelReply, type ModelTask } from '#connectors';
import { UnitOfWork } from '#persistence';
import { Clock, Configs, Environment, SafeHttp } from '#platform';
import { keepExchanges, type AskedFor } from './exchanges.store.js';

export interface AskOptions extends AskedFor, Pick<ModelAsk, 'timeMs' | 'spendMicro' | 'signal'> {}

/** The language model, if there is one: held before, settled after, and every exchange on record. Its answer may always be missing. */
@Injectable()
export class AskModel {
  private readonly model: MeteredModel<AskOptions & ModelAsk>;

  constructor(http: SafeHttp, environment: Environment, clock: Clock, work: UnitOfWork, private readonly configs: Configs) {
    this.model = new MeteredModel(modelOf(environment, http, clock), new MeteredCall(work, clock), clock, (asked, exchanges) => work.transact({ write: () => keepExchanges(asked, exchanges, clock.now()) }));
  }

  /** Null when there is none: no key is set, or nothing says what it may cost. */
  get id(): string | null {
    return this.configs.get('enrichment') ? this.model.id : null;
  }

  /** `callId` names the call in the ledger: each call has its own. */
  ask<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, options: AskOptions): Promise<ModelReply<Value>> {
    return this.model.ask(task, input, { ...options, id: options.callId, purpose: task.name }, this.configs.get('enrichment')?.document);
  }
}
