import type { AccessReport, CrmUser } from './access-report.js';
import { readHubspot, type HubspotApi } from './hubspot-api.js';
import { wireOwners, wireProperties } from './hubspot-wire.js';
import { LEADWRIGHT_FIELDS } from './leadwright-fields.js';
import type { CrmAnswer } from './read-answer.js';

/**
 * Asks for each thing we need, one call each, and collects the scopes that HubSpot names as missing. The right to write is
 * asked by an update of nothing. Not yet run against the live service: that it checks scopes before contents is assumed.
 */
export async function checkHubspotAccess(api: HubspotApi, users: readonly CrmUser[]): Promise<AccessReport> {
  const { objectType } = api.account;
  const missing = new Set<string>();
  const learn = (answer: CrmAnswer): { body: unknown } | null => {
    if (answer.ok) return answer;
    if (answer.status === 403) for (const scope of answer.refusal.about.length > 0 ? answer.refusal.about : [answer.refusal.vendorSaid]) missing.add(scope);
    return null;
  };
  const look = async (...call: Parameters<HubspotApi['call']>): Promise<{ body: unknown } | null> => learn(await api.call(...call));
  const first = await api.call('GET', `/crm/v3/objects/${objectType}?limit=1`);
  if (!first.ok && first.status === 401) return { token: 'refused', refusal: first.refusal };
  learn(first);
  await look('POST', `/crm/v3/objects/${objectType}/batch/update`, { inputs: [] });
  const properties = await look('POST', `/crm/v3/properties/${objectType}/batch/read`, { archived: false, inputs: LEADWRIGHT_FIELDS.map((name) => ({ name })) });
  const there = properties ? new Set(readHubspot(wireProperties, properties.body).results.map(({ name }) => name)) : null;

  const owners = async (archived: boolean): Promise<Set<string> | null> => {
    const ids = new Set<string>();
    for (let after: string | undefined = ''; after !== undefined;) {
      const page = await look('GET', `/crm/v3/owners?limit=100&archived=${archived}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
      if (!page) return null;
      const { results, paging } = readHubspot(wireOwners, page.body);
      for (const { id } of results) ids.add(id);
      after = paging?.next?.after;
    }
    return ids;
  };
  const active = await owners(false);
  const archived = active && await owners(true);
  return {
    token: 'works',
    missingScopes: [...missing],
    missingFields: there && LEADWRIGHT_FIELDS.filter((name) => !there.has(name)),
    users: active && archived && users.map((user) => ({ ...user, state: active.has(user.userId) ? 'active' : archived.has(user.userId) ? 'deactivated' : 'unknown' })),
    calls: null,
  };
}
