import type { AccessReport, CrmUser } from './access-report.js';
import { LEADWRIGHT_FIELDS } from './leadwright-fields.js';
import { readPipedrive, type PipedriveApi } from './pipedrive-api.js';
import { wireFields, wireUsers } from './pipedrive-wire.js';

/**
 * Asks for each thing we need, one call each. An API token may do what its user may do; scopes are named as an app would need
 * them. Fields and users are read by v1. Not yet run against the live service.
 */
export async function checkPipedriveAccess(api: PipedriveApi, users: readonly CrmUser[]): Promise<AccessReport> {
  const persons = await api.call('GET', '/api/v2/persons?limit=1');
  if (!persons.ok && persons.status === 401) return { token: 'refused', refusal: persons.refusal };
  const fields = await api.call('GET', '/api/v1/personFields?limit=500');
  const activities = await api.call('GET', '/api/v2/activities?limit=1');
  const people = await api.call('GET', '/api/v1/users');
  const keys = fields.ok ? new Set(readPipedrive(wireFields, fields.body).data.map(({ key }) => key)) : null;
  const active = people.ok ? new Map(readPipedrive(wireUsers, people.body).data.map((user) => [String(user.id), user.active_flag])) : null;
  const { fields: named } = api.account;
  return {
    token: 'works',
    missingScopes: [...new Set([...(persons.ok && fields.ok ? [] : ['contacts:full']), ...(activities.ok ? [] : ['activities:full']), ...(people.ok ? [] : ['users:read'])])],
    missingFields: keys && [...new Set([...LEADWRIGHT_FIELDS, ...Object.keys(named)])].filter((name) => !keys.has(named[name] ?? '')),
    users: active && users.map((user) => ({ ...user, state: stateOf(active.get(user.userId)) })),
    calls: null,
  };
}

const stateOf = (active: boolean | undefined): 'active' | 'deactivated' | 'unknown' => (active === undefined ? 'unknown' : active ? 'active' : 'deactivated');
