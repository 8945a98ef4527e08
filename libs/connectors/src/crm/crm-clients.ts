import { terminal, type CrmAccount } from '#contracts';
import { SystemClock, type Clock, type Environment, type SafeHttp } from '#platform';
import type { CrmClient } from './crm-client.js';
import type { CrmRefusal } from './crm-outcome.js';
import { HubspotClient } from './hubspot-client.js';
import { PipedriveClient } from './pipedrive-client.js';
import { RateGate } from './rate-gate.js';
import { SalesforceClient } from './salesforce-client.js';
import { SalesforceSession } from './salesforce-session.js';
import { ZohoApi } from './zoho-api.js';
import { keepChannel, type ZohoChannel } from './zoho-channel.js';
import { ZohoClient } from './zoho-client.js';
import { ZohoSession } from './zoho-session.js';

/**
 * The clients of configured CRM accounts; made once per process, so that all callers of an account wait together and share
 * its session. Secrets are read from the environment at each call, so that they can be renewed.
 */
export class CrmClients {
  private readonly gates = new Map<string, RateGate>();
  private readonly sessions = new Map<string, SalesforceSession>();
  private readonly zohoSessions = new Map<string, ZohoSession>();

  constructor(private readonly http: SafeHttp, private readonly secrets: Pick<Environment, 'secret'>, private readonly clock: Pick<Clock, 'now'> = new SystemClock()) {}

  /** Errors: CRM.NO_TOKEN, terminal, naming the variable. */
  of(account: CrmAccount): CrmClient {
    const token = this.secret(account, account.token);
    const key = keyOf(account);
    const gate = this.gate(account);
    switch (account.system) {
      case 'hubspot': return new HubspotClient(this.http, { ...account, token }, gate);
      case 'salesforce': return new SalesforceClient(this.http, account, kept(this.sessions, key, () => this.session(account)), gate);
      case 'pipedrive': return new PipedriveClient(this.http, { ...account, token }, gate);
      case 'zoho': return new ZohoClient(this.http, account, this.zohoSession(account), gate);
    }
  }

  /** Opens or prolongs the notification channel of a Zoho account. Errors: those of `CrmClient`, and CRM.NO_TOKEN. */
  keepZohoChannel(account: CrmAccount & { system: 'zoho' }, channel: ZohoChannel): Promise<CrmRefusal | null> {
    return keepChannel(new ZohoApi(this.http, account, this.zohoSession(account), this.gate(account)), channel);
  }

  private gate(account: CrmAccount): RateGate {
    return kept(this.gates, keyOf(account), () => new RateGate(this.clock));
  }

  private zohoSession(account: CrmAccount & { system: 'zoho' }): ZohoSession {
    return kept(this.zohoSessions, keyOf(account), () => new ZohoSession(this.http, account.accountsUrl, () => (
      { clientId: this.secret(account, account.clientId), clientSecret: this.secret(account, account.clientSecret), refreshToken: this.secret(account, account.token) })));
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

const keyOf = ({ system, baseUrl, token }: CrmAccount): string => `${system} ${baseUrl} ${token}`;

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
