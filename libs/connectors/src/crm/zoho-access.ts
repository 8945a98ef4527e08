import type { AccessReport, CrmUser } from './access-report.js';
import { SCOPE_MISSING, type ZohoApi } from './zoho-api.js';
import { ZOHO_FIELDS } from './zoho-record.js';
import { readZoho, wireFields, wireUsers, type ZohoAnswer } from './zoho-wire.js';

/** Pages of users that are looked through. */
const MOST_PAGES = 10;

/** Asks for each thing we need, one call each. What may be written is not asked: Zoho tells it only when it is tried. Not yet run against the live service. */
export async function checkZohoAccess(api: ZohoApi, users: readonly CrmUser[]): Promise<AccessReport> {
  const { objectType } = api.account;
  const records = await api.call('GET', `/${objectType}?fields=Email&per_page=1`);
  if (!records.ok && records.status === 401 && records.refusal.code !== SCOPE_MISSING) return { token: 'refused', refusal: records.refusal };
  const listed = await api.call('POST', '/coql', { select_query: `select id from ${objectType} where Modified_Time >= '2000-01-01T00:00:00+00:00' limit 0, 1` });
  const fields = await api.call('GET', `/settings/fields?module=${objectType}`);
  const there = await findUsers(api);
  const names = fields.ok ? new Set(readZoho(wireFields, fields.body).fields.map(({ api_name: name }) => name)) : null;
  const needed: [string, ZohoAnswer | { ok: boolean }][] = [['ZohoCRM.modules.ALL', records], ['ZohoCRM.coql.READ', listed], ['ZohoCRM.settings.fields.READ', fields], ['ZohoCRM.users.READ', { ok: there !== null }]];
  return {
    token: 'works',
    missingScopes: needed.filter(([, { ok }]) => !ok).map(([scope]) => scope),
    missingFields: names && Object.entries(ZOHO_FIELDS).filter(([, theirs]) => !names.has(theirs)).map(([, theirs]) => theirs),
    users: there && users.map((user) => ({ ...user, state: stateOf(there.get(user.userId)) })),
    calls: null,
  };
}

const stateOf = (status: string | undefined): 'active' | 'deactivated' | 'unknown' => (status === undefined ? 'unknown' : status === 'active' ? 'active' : 'deactivated');

async function findUsers(api: ZohoApi): Promise<ReadonlyMap<string, string> | null> {
  const found = new Map<string, string>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await api.call('GET', `/users?type=AllUsers&page=${page}&per_page=200`);
    if (!answer.ok) return null;
    const { users, info } = readZoho(wireUsers, answer.body);
    for (const { id, status } of users) found.set(id, status);
    if (!info.more_records) break;
  }
  return found;
}
