import { describe, expect, it } from '@jest/globals';
import type { CrmRef } from '#contracts';
import { identityClaims } from './identity-claims.js';

const contact = (connection: string, objectId: string): CrmRef => ({ connection, system: 'hubspot', objectType: 'contacts', objectId });

describe('identityClaims', () => {
  it('claims the CRM object, the address and the sender id, the strongest first', () => {
    const claims = identityClaims({ connection: 'hubspot-main', email: 'Tessa@pelhamrye.example', crm: [contact('hubspot-main', '501')], senderId: 'e1' });
    expect(claims.map((one) => one.kind)).toEqual(['crm-object', 'email', 'sender-id']);
  });

  it('gives one claim for two spellings of one mailbox', () => {
    const claim = (email: string) => identityClaims({ connection: 'a', email, crm: [], senderId: null })[0]!.value;
    expect(claim('Tessa@PelhamRye.example')).toBe(claim('tessa@pelhamrye.example'));
    expect(claim('josé@pelhamrye.example')).not.toBe(claim('jose@pelhamrye.example'));
  });

  it('keeps equal ids of different connections apart, however they are spelled', () => {
    const claim = (connection: string, senderId: string) => identityClaims({ connection, email: null, crm: [], senderId })[0]!.value;
    expect(claim('a', 'b","c')).not.toBe(claim('a","b', 'c'));
    expect(claim('a', '1')).not.toBe(claim('b', '1'));
  });

  it('claims nothing for a submission without any of them', () => {
    expect(identityClaims({ connection: 'a', email: 'not an address', crm: [], senderId: null })).toEqual([]);
  });
});
