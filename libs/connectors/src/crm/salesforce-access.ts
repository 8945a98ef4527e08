import type { AccessReport, CrmUser } from './access-report.js';
import { SALESFORCE_FIELDS } from './leadwright-fields.js';
import { readSalesforce, type SalesforceApi } from './salesforce-api.js';
import { isId, sameId, soqlText, wireDescribe, wireQuery } from './salesforce-wire.js';

/**
 * Reads what Salesforce says the running user may do with leads and tasks, field by field, and who of the reps is there.
 * Not yet run against the live service.
 */
export async function checkSalesforceAccess(api: SalesforceApi, users: readonly CrmUser[]): Promise<AccessReport> {
  const leads = await api.call('GET', '/sobjects/Lead/describe');
  if (!leads.ok && leads.status === 401) return { token: 'refused', refusal: leads.refusal };
  const tasks = await api.call('GET', '/sobjects/Task/describe');
  const lead = leads.ok ? readSalesforce(wireDescribe, leads.body) : null;
  const task = tasks.ok ? readSalesforce(wireDescribe, tasks.body) : null;
  const fields = new Map(lead?.fields.map(({ name, updateable }) => [name, updateable]));
  const ours = Object.values(SALESFORCE_FIELDS);
  const rights: [string, boolean][] = [
    ['read on Lead', lead !== null],
    ...(lead ? [['create on Lead', lead.createable], ['edit on Lead', lead.updateable]] satisfies [string, boolean][] : []),
    ...ours.map((name): [string, boolean] => [`edit on Lead.${name}`, fields.get(name) !== false]),
    ['create on Task', task?.createable === true],
  ];
  const there = await findUsers(api, users);
  return {
    token: 'works',
    missingScopes: [...rights.filter(([, has]) => !has).map(([right]) => right), ...(there ? [] : ['read on User'])],
    missingFields: lead && ours.filter((name) => !fields.has(name)),
    users: there && users.map((user) => ({ ...user, state: stateOf(there, user) })),
    calls: api.usage,
  };
}

type Found = readonly { readonly id: string; readonly active: boolean }[];

function stateOf(there: Found, { userId }: CrmUser): 'active' | 'deactivated' | 'unknown' {
  const found = there.find(({ id }) => sameId(id, userId));
  return found ? (found.active ? 'active' : 'deactivated') : 'unknown';
}

/** Null: this user may not see the others. One id that is none would refuse them all, so it is not asked for. */
async function findUsers(api: SalesforceApi, users: readonly CrmUser[]): Promise<Found | null> {
  const ids = users.map(({ userId }) => userId).filter(isId);
  if (ids.length === 0) return [];
  const answer = await api.query(`SELECT Id, IsActive FROM User WHERE Id IN (${ids.map(soqlText).join(', ')})`);
  return answer.ok ? readSalesforce(wireQuery, answer.body).records.map((row) => ({ id: String(row['Id']), active: row['IsActive'] === true })) : null;
}
