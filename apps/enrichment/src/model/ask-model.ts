import { Injectable } from '@nestjs/common';
import { MeteredCall, MeteredModel, modelOf, type ModelAsk, type ModelReply, type ModelTask } from '#connectors';
import { UnitOfWork } from '#persistence';
import { Clock, Configs, Environment, SafeHttp } from '#platform';
import { PURPOSE } from '../ask/ask.js';
import { keepExchanges } from './exchanges.store.js';

/** The language model, if there is one: within the ceilings of enrichment.yaml, and every exchange on record. */
@Injectable()
export class AskModel {
  private readonly model: MeteredModel<ModelAsk>;

  constructor(http: SafeHttp, environment: Environment, clock: Clock, work: UnitOfWork, private readonly configs: Configs) {
    this.model = new MeteredModel(modelOf(environment, http, clock), new MeteredCall(work, clock), clock, ({ id, leadId }, exchanges) => work.transact({ write: () => keepExchanges(id, leadId, exchanges, clock.now()) }));
  }

  /** False without a key, and where nothing says what it may cost. */
  get ready(): boolean {
    return this.model.id !== null && this.configs.get('enrichment') !== null;
  }

  ask<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, asked: Omit<ModelAsk, 'purpose'>): Promise<ModelReply<Value>> {
    return this.model.ask(task, input, { ...asked, purpose: PURPOSE }, this.configs.get('enrichment')?.document);
  }
}
