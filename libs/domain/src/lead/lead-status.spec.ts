import { describe, expect, it } from '@jest/globals';
import { LEAD_STATUS, nextStatus } from './lead-status.js';

describe('nextStatus', () => {
  it.each([
    ['captured', 'enriched', 'enriched'],
    ['captured', 'assigned', 'assigned'],
    ['assigned', 'enriched', 'assigned'],
    ['assigned', 'researching', 'assigned'],
    ['queued', 'assigned', 'assigned'],
    ['accepted', 'captured', 'accepted'],
    ['closed', 'assigned', 'closed'],
  ] as const)('%s and an event of %s make %s', (from, to, status) => {
    expect(nextStatus(from, to)).toBe(status);
  });

  it('never goes back to captured, and closed is the end', () => {
    expect(Object.values(LEAD_STATUS).flat()).not.toContain('captured');
    expect(LEAD_STATUS.closed).toEqual([]);
  });
});
