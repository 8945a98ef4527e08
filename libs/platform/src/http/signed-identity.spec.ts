import { describe, expect, it } from '@jest/globals';
import type { Identity } from '#contracts';
import { readIdentity, signIdentity } from './signed-identity.js';

const nora: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };
const now = 1_800_000_000_000;

describe('a signed identity', () => {
  const header = signIdentity(nora, 'key', now);
  const [payload, signature] = header.split('.') as [string, string];
  const asAdmin = Buffer.from(JSON.stringify({ ...nora, role: 'admin', until: now + 30_000 })).toString('base64url');

  it('is read by who has the key, for 30 seconds', () => {
    expect(readIdentity(header, 'key', now)).toEqual(nora);
    expect(readIdentity(header, 'key', now + 30_000)).toEqual(nora);
    expect(readIdentity(header, 'key', now + 30_001)).toBeNull();
  });

  it.each([
    ['another key', header, 'other'],
    ['another payload', `${asAdmin}.${signature}`, 'key'],
    ['no signature', payload, 'key'],
    ['an empty signature', `${payload}.`, 'key'],
    ['a third part', `${header}.x`, 'key'],
    ['nothing', '', 'key'],
  ])('is refused with %s', (_, forged, key) => {
    expect(readIdentity(forged, key, now)).toBeNull();
  });
});
