import { describe, expect, it } from '@jest/globals';
import { accessSentence, type AccessReport } from './access-report.js';

const works: AccessReport = { token: 'works', missingScopes: [], missingFields: [], users: [], calls: null };
const nora = { userId: '7005', name: 'Nora Byrne-Quill', state: 'active' as const };

describe('accessSentence', () => {
  it.each<[string, AccessReport, string]>([
    ['all is well', { ...works, users: [nora] }, 'HubSpot: token works. 1 of 1 active rep found.'],
    ['a scope, a property and a deactivated rep', {
      ...works, missingScopes: ['crm.schemas.contacts.write'], missingFields: ['leadwright_fit'], users: [nora, { userId: '7004', name: 'Tom Halvorsen', state: 'deactivated' }],
    }, 'HubSpot: token works. Missing scope crm.schemas.contacts.write. Missing property leadwright_fit: create it. 2 of 2 active reps found; Tom Halvorsen is deactivated there.'],
    ['several of each', {
      ...works, missingScopes: ['a', 'b'], missingFields: ['c', 'd'], users: [{ ...nora, state: 'unknown' }, { userId: '1', name: 'Ana Castellan', state: 'unknown' }],
    }, 'HubSpot: token works. Missing scopes a, b. Missing properties c, d: create them. 0 of 2 active reps found; Nora Byrne-Quill, Ana Castellan are not known there.'],
    ['what could not be looked at', { ...works, missingScopes: ['crm.objects.owners.read'], missingFields: null, users: null }, 'HubSpot: token works. Missing scope crm.objects.owners.read.'],
    ['an allowance that runs out', { ...works, calls: { used: 4_100, of: 5_000 } }, 'HubSpot: token works. 4100 of 5000 calls of today are used.'],
    ['nothing of an allowance that is ample', { ...works, calls: { used: 3_999, of: 5_000 } }, 'HubSpot: token works.'],
    ['a refused token', { token: 'refused', refusal: { outcome: 'refused', retryable: false, code: 'INVALID_AUTHENTICATION', vendorSaid: 'INVALID_AUTHENTICATION, expired', about: [] } }, 'HubSpot: token refused (INVALID_AUTHENTICATION, expired).'],
  ])('says %s', (_, report, expected) => {
    expect(accessSentence('HubSpot', report)).toBe(expected);
  });
});
