import { terminal, type CrmAccount } from '#contracts';
import type { Environment, SafeHttp } from '#platform';
import type { CrmClient } from './crm-client.js';
import { HubspotClient } from './hubspot-client.js';

/** The client of a configured CRM account; its token is read from the environment at each call, so that it can be renewed. */
export class CrmClients {
  constructor(private readonly http: SafeHttp, private readonly secrets: Pick<Environment, 'secret'>) {}

  /** Errors: CRM.NO_TOKEN, terminal, naming the variable. */
  of(account: CrmAccount): CrmClient {
    const token = this.secrets.secret(account.token);
    if (!token) throw terminal('CRM.NO_TOKEN', `${account.token} is not set: it holds the access token of ${account.baseUrl}. Set it, or ${account.token}_FILE.`);
    switch (account.system) {
      case 'hubspot': return new HubspotClient(this.http, { baseUrl: account.baseUrl, objectType: account.objectType, token });
    }
  }
}
