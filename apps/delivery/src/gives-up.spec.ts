import { describe, expect, it } from '@jest/globals';
import { retryable, terminal } from '#contracts';
import { givesUp } from './gives-up.js';

const HOUR = 3_600_000;
const limited = retryable('CRM.RATE_LIMITED', 'HubSpot asks for patience.', { retryAfterMs: 900_000 });
const down = retryable('CRM.UNAVAILABLE', 'HubSpot answered 503.');

describe('giving up', () => {
  it.each([
    ['waits out the day of an allowance', limited, { tries: 200, since: 0, now: 25 * HOUR }, false],
    ['does not wait for ever', limited, { tries: 1, since: 0, now: 27 * HOUR }, true],
    ['tries seven times what may pass', down, { tries: 7, since: 0, now: 0 }, false],
    ['asks after the eighth', down, { tries: 8, since: 0, now: 0 }, true],
    ['asks at once about what will not pass', terminal('SMTP.NO_URL', 'SMTP_URL is not set.'), { tries: 1, since: 0, now: 0 }, true],
  ])('%s', (_, failure, at, expected) => {
    expect(givesUp(failure, at)).toBe(expected);
  });
});
