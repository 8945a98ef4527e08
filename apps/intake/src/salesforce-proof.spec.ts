import { describe, expect, it } from '@jest/globals';
import { outboundMessage } from '#testing';
import { proveSalesforce, salesforceKeys } from './salesforce-proof.js';

const KEY = 'a-key_of-this-address-0001';
const OLD = 'the-key-before-this-one-0000';
const message = outboundMessage({ notifications: [] });
const outcome = ({ url = `https://leads.example/hooks/sf?key=${KEY}`, body = message, organizationId = '00DRW0000000001', actionIds }: { url?: string; body?: string; organizationId?: string; actionIds?: string[] }): string => {
  const proof = proveSalesforce({ headers: {}, body: Buffer.from(body), address: 'POST https://leads.example/hooks/sf', url, now: 0 }, salesforceKeys([KEY, OLD]), { organizationId, actionIds });
  return proof.proved ? 'proved' : `${proof.code}: ${proof.detail}`;
};

describe('the proof of an outbound message', () => {
  it.each([
    ['the key of its address', {}], ['the key that is being replaced', { url: `https://leads.example/hooks/sf?key=${OLD}` }], ['something beside the key', { url: `https://leads.example/hooks/sf?a=1&key=${KEY}` }],
    ['the long id of the organisation', { organizationId: '00DRW0000000001EAA' }], ['a message that is on the list', { actionIds: ['04kRW0000000002EAA', '04kRW0000000001'] }],
  ])('is good with %s', (_, given) => {
    expect(outcome(given)).toBe('proved');
  });

  it.each([
    ['no key', { url: 'https://leads.example/hooks/sf' }, 'signature_missing: key is missing from POST https://leads.example/hooks/sf.'], ['an empty key', { url: 'https://leads.example/hooks/sf?key=' }, 'signature_missing'],
    ['another key', { url: `https://leads.example/hooks/sf?key=${KEY}x` }, 'signature_invalid: The key'], ['two keys', { url: `https://leads.example/hooks/sf?key=${KEY}&key=${KEY}` }, 'signature_invalid: The key'],
    ['another organisation', { body: outboundMessage({ organizationId: '00DRW0000000002EAA', notifications: [] }) }, 'signature_invalid: OrganizationId'], ['letters of another size', { organizationId: '00dRW0000000001' }, 'signature_invalid: OrganizationId'],
    ['no organisation', { body: message.replace(/<OrganizationId>.*<\/OrganizationId>/, '') }, 'signature_invalid: OrganizationId'], ['XML of something else', { body: '<a/>' }, 'signature_invalid: OrganizationId'],
    ['a message that is not on the list', { actionIds: ['04kRW0000000002EAA'] }, 'signature_invalid: ActionId'],
  ])('is none with %s', (_, given, refusal) => {
    expect(outcome(given)).toContain(refusal);
    expect(outcome(given)).not.toContain(KEY);
  });

  it('reads the body only for who has the key', () => {
    expect(outcome({ url: 'https://leads.example/hooks/sf?key=wrong', body: 'no XML' })).toContain('signature_invalid: The key');
    expect(() => outcome({ body: 'no XML' })).toThrow('not well-formed');
  });

  it.each([['short', 'fifteen-letters'], ['what an address would change', 'sixteen letters & more']])('takes no key that is %s', (_, secret) => {
    expect(salesforceKeys([secret])).toEqual([]);
  });
});
