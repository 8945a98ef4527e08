import { TEAM } from '../world/team.data.js';

/** Users of the account. */
export const USERS: readonly { readonly id: number; readonly name: string; readonly active: boolean }[] = TEAM.map(({ firstName, lastName, active }, index) =>
  ({ id: 20_001 + index, name: `${firstName} ${lastName}`, active }));

/** Keys that Pipedrive gave the custom person fields of this account: what `fields` of its connection holds. */
export const FIELD_KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  ['leadwright_lead_id', 'leadwright_company_size', 'leadwright_industry', 'leadwright_fit', 'leadwright_summary', 'title', 'company', 'website', 'country']
    .map((name, index) => [name, `${index}c5a0e7d41b86f2930aa4d7c81e52b960f7d384a`.slice(0, 40)]),
);
