import type { CrmRefusal } from './crm-outcome.js';

/** A rep as the configuration says he is known in the CRM. */
export interface CrmUser { readonly userId: string; readonly name: string }

/** What an account lets us do. A member that could not be looked at is null: a scope that is missing says why. */
export type AccessReport =
  | { readonly token: 'refused'; readonly refusal: CrmRefusal }
  | {
    readonly token: 'works';
    /** Scopes or rights, in the vendor's words. */
    readonly missingScopes: readonly string[];
    /** Fields of Leadwright that are not there, by the name they have there. */
    readonly missingFields: readonly string[] | null;
    readonly users: readonly (CrmUser & { readonly state: 'active' | 'deactivated' | 'unknown' })[] | null;
    /** Calls of today's allowance, where the vendor counts them. */
    readonly calls: { readonly used: number; readonly of: number } | null;
  };

/** From this share of the allowance on it is worth a word. */
const SCARCE = 0.8;

/** `HubSpot: token works. Missing property leadwright_fit: create it. 9 of 9 active reps found; Tom Halvorsen is deactivated there.` */
export function accessSentence(label: string, report: AccessReport): string {
  if (report.token === 'refused') return `${label}: token refused (${report.refusal.vendorSaid}).`;
  const { missingScopes, missingFields, users, calls } = report;
  return [
    `${label}: token works.`,
    ...(missingScopes.length > 0 ? [`Missing ${missingScopes.length === 1 ? 'scope' : 'scopes'} ${missingScopes.join(', ')}.`] : []),
    ...(missingFields && missingFields.length > 0 ? [`Missing ${missingFields.length === 1 ? 'property' : 'properties'} ${missingFields.join(', ')}: create ${missingFields.length === 1 ? 'it' : 'them'}.`] : []),
    ...(users && users.length > 0 ? [usersSentence(users)] : []),
    ...(calls && calls.used >= calls.of * SCARCE ? [`${calls.used} of ${calls.of} calls of today are used.`] : []),
  ].join(' ');
}

function usersSentence(users: NonNullable<(AccessReport & { token: 'works' })['users']>): string {
  const named = (state: string, words: string): string[] => {
    const names = users.filter((user) => user.state === state).map(({ name }) => name);
    return names.length === 0 ? [] : [`${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} ${words} there`];
  };
  const found = users.filter(({ state }) => state !== 'unknown').length;
  return `${[`${found} of ${users.length} active ${users.length === 1 ? 'rep' : 'reps'} found`, ...named('deactivated', 'deactivated'), ...named('unknown', 'not known')].join('; ')}.`;
}
