import { describe, expect, it } from '@jest/globals';
import type { ProviderOutcome } from '#connectors';
import { retryable, terminal } from '#contracts';
import { changeOf } from './standing.js';

const quota = { callsLeft: null, creditsLeft: null };
const noData: ProviderOutcome = { outcome: 'no_data', quota };
const failed = (outcome: 'no_credit' | 'permanent', code: string): ProviderOutcome => ({ outcome, failure: terminal(code, 'said') });
const down = (code: string): ProviderOutcome => ({ outcome: 'retryable', unsettled: false, failure: retryable(code, 'said') });
const refuses = { is: 'refuses' } as const;
const isDown = { is: 'down' } as const;

describe('how a provider stands', () => {
  it.each<[string, Parameters<typeof changeOf>[0], ProviderOutcome, string | null]>([
    ['refuses us when the key is refused', null, failed('permanent', 'PROVIDER.KEY_REFUSED'), 'refuses'],
    ['refuses us when the account is used up', null, failed('no_credit', 'PROVIDER.NO_CREDIT'), 'refuses'],
    ['refuses us, though it was down before', isDown, failed('permanent', 'PROVIDER.KEY_REFUSED'), 'refuses'],
    ['goes on refusing us', refuses, failed('permanent', 'PROVIDER.KEY_REFUSED'), null],
    ['goes on refusing us while it is down', refuses, down('PROVIDER.UNAVAILABLE'), null],
    ['is down', null, down('PROVIDER.UNAVAILABLE'), 'down'],
    ['stays down', isDown, down('NET.TIMEOUT'), null],
    ['is not down when it asks for patience', null, down('PROVIDER.RATE_LIMITED'), null],
    ['answers again after it refused us', refuses, noData, 'answers'],
    ['answers again after it was down', isDown, noData, 'answers'],
    ['goes on answering', null, noData, null],
    ['answers, though it refuses a question', null, failed('permanent', 'PROVIDER.REFUSED'), null],
    ['was not asked at a ceiling', refuses, { outcome: 'refused', ceiling: 'day', heldMicro: 1, limitMicro: 1 }, null],
  ])('%s', (_, known, outcome, to) => {
    expect(changeOf(known, outcome)?.to ?? null).toBe(to);
  });
});
