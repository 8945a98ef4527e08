import { describe, expect, it } from '@jest/globals';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-token.js';

const token = unsubscribeToken('01JEFFECT', 'our key');

describe('an unsubscribe token', () => {
  it('names the mail that we wrote it for', () => {
    expect(readUnsubscribeToken(token, 'our key')).toBe('01JEFFECT');
    expect(token).toMatch(/^[\w-]+$/);
  });

  it.each([token.replace('01JEFFECT', '01JEFFECU'), token.slice(0, -1), `${token}A`, 'short', '', unsubscribeToken('01JEFFECT', 'another key')])('says nothing when it is not ours: %j', (forged) => {
    expect(readUnsubscribeToken(forged, 'our key')).toBeNull();
  });
});
