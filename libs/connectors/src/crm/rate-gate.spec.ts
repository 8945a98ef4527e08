import { describe, expect, it } from '@jest/globals';
import { retryable } from '#contracts';
import { RateGate } from './rate-gate.js';

describe('RateGate', () => {
  const limited = (retryAfterMs: number) => () => Promise.reject(retryable('CRM.RATE_LIMITED', 'slow down', { retryAfterMs }));

  it('lets no call leave until the longest wait that was asked for is over', async () => {
    let now = 1_000;
    let calls = 0;
    const gate = new RateGate({ now: () => now });
    const call = () => gate.pass(() => Promise.resolve(calls += 1));
    await call();
    await Promise.all([limited(7_000), limited(2_000)].map((asked) => gate.pass(asked).catch(() => undefined)));
    await expect(call()).rejects.toMatchObject({ code: 'CRM.RATE_LIMITED', retryable: true, retryAfterMs: 7_000 });
    now += 6_999;
    await expect(call()).rejects.toMatchObject({ retryAfterMs: 1 });
    now += 1;
    await call();
    expect(calls).toBe(2);
  });

  it('stays open for other trouble', async () => {
    const gate = new RateGate({ now: () => 0 });
    await gate.pass(() => Promise.reject(retryable('CRM.UNAVAILABLE', 'down'))).catch(() => undefined);
    expect(await gate.pass(() => Promise.resolve('through'))).toBe('through');
  });
});
