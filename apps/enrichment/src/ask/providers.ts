import { Injectable } from '@nestjs/common';
import { MeteredCall, PeopleDataLabs, type CompanyProvider } from '#connectors';
import { UnitOfWork } from '#persistence';
import { Clock, Configs, Environment, SafeHttp } from '#platform';

/** The paid providers that are configured and have a key. Without a key the waterfall goes on as if they were not there. */
@Injectable()
export class Providers {
  private readonly meter: MeteredCall;

  constructor(private readonly http: SafeHttp, work: UnitOfWork, private readonly environment: Environment, private readonly clock: Clock, private readonly configs: Configs) {
    this.meter = new MeteredCall(work, clock);
  }

  /** Names of those that can be asked. */
  get ready(): ReadonlySet<string> {
    const configured = Object.entries(this.configs.get('enrichment')?.document.providers ?? {});
    return new Set(configured.filter(([, { key }]) => this.environment.secret(key)).map(([name]) => name));
  }

  /** Null when it is not configured any more. */
  of(id: string): CompanyProvider | null {
    const account = this.configs.get('enrichment')?.document.providers[id];
    return account ? new PeopleDataLabs(this.http, this.meter, this.environment, { id, baseUrl: account.baseUrl, key: account.key, priceMicro: account.price }, this.clock) : null;
  }
}
