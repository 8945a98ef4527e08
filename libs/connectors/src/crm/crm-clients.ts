import { terminal, type CrmAccount } from '#contracts';
import { SystemClock, type Clock, type Environment, type SafeHttp } from '#platform';
import type { CrmClient } from './crm-client.js';
import { HubspotClient } from './hubspot-client.js';
import { PipedriveClient } from './pipedrive-client.js';
import { RateGate } from './rate-gate.js';
import { SalesforceClient } from './salesforce-client.js';
import { SalesforceSession } from './salesforce-session.js';

/**
 * The clients of configured CRM accounts; made once per process, so that all callers of an account wait together and share
 * its session. Secrets are read from the environment at each call, so that they can be renewed.
 */
export class CrmClients {
  private readonly gates = new Map<string, RateGate>();
  private readonly sessions = new Map<string, SalesforceSession>();

  constructor(private readonly http: SafeHttp, private readonly secrets: Pick<Environment, 'secret'>, private readonly clock: Pick<Clock, 'now'> = new SystemClock()) {}

  /** Errors: CRM.NO_TOKEN, terminal, naming the variable. */
  of(account: CrmAccount): CrmClient {
    const token = this.secret(account, account.token);
    const key = `${account.system} ${account.baseUrl} ${account.token}`;
    const gate = kept(this.gates, key, () => new RateGate(this.clock));
    switch (account.system) {
      case 'hubspot': return new HubspotClient(this.http, { ...account, token }, gate);
      case 'salesforce': return new SalesforceClient(this.http, account, kept(this.sessions, key, () => this.session(account)), gate);
      case 'pipedrive': return new PipedriveClient(this.http, { ...account, token }, gate);
    }
  }

  private session(account: CrmAccount & { system: 'salesforce' }): SalesforceSession {
    return new SalesforceSession(this.http, account.baseUrl, () => ({ clientId: this.secret(account, account.clientId), clientSecret: this.secret(account, account.token) }));
  }

  private secret(account: CrmAccount, name: string): string {
    const value = this.secrets.secret(name);
    if (!value) throw terminal('CRM.NO_TOKEN', `${name} is not set: it opens ${account.baseUrl}. Set it, or ${name}_FILE.`);
    return value;
  }
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
