import { describe, expect, it } from '@jest/globals';
import { lead, leadsFrom } from './leads.js';

describe('leads of the bench', () => {
  it('are the same at every run, and each is another person', () => {
    expect(leadsFrom(7, 3)).toEqual([lead(7), lead(8), lead(9)]);
    expect(new Set(leadsFrom(0, 3_000).map(({ email }) => email)).size).toBe(3_000);
  });
});
