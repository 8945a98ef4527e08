import { describe, expect, it } from '@jest/globals';
import { readSalesforceAnswer, soqlText } from './salesforce-wire.js';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({ status, headers, body: Buffer.from(body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body)), finalUrl: '' });

describe('readSalesforceAnswer', () => {
  it.each([
    ['a call', 400, [{ message: 'Bad owner.', errorCode: 'INACTIVE_OWNER_OR_USER', fields: ['OwnerId'] }], { code: 'INACTIVE_OWNER_OR_USER', vendorSaid: 'INACTIVE_OWNER_OR_USER, Bad owner', about: ['OwnerId'] }],
    ['a save that failed inside a 200', 200, { success: false, errors: [{ statusCode: 'STRING_TOO_LONG', message: 'too long', fields: ['Title'] }] }, { code: 'STRING_TOO_LONG', vendorSaid: 'STRING_TOO_LONG, too long', about: ['Title'] }],
    ['a right that is missing', 403, [{ message: 'insufficient access rights', errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }], { code: 'INSUFFICIENT_ACCESS_OR_READONLY', vendorSaid: 'INSUFFICIENT_ACCESS_OR_READONLY, insufficient access rights', about: [] }],
    ['a page that is not JSON', 404, '<h1>No  such page</h1>', { code: 'HTTP_404', vendorSaid: 'HTTP_404, <h1>No such page</h1>', about: [] }],
  ])('refuses in the words of %s', (_, status, body, refusal) => {
    expect(readSalesforceAnswer(answer(status, body))).toMatchObject({ ok: false, status, refusal: { outcome: 'refused', retryable: false, ...refusal } });
  });

  it.each([
    ['the limit of a day, which comes as 403', 403, [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }], { code: 'CRM.RATE_LIMITED', retryAfterMs: 900_000 }],
    ['the limit of calls at once', 403, [{ message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }], { code: 'CRM.RATE_LIMITED', retryAfterMs: 10_000 }],
    ['a locked row, which comes as 400', 400, [{ message: 'unable to obtain exclusive access', errorCode: 'UNABLE_TO_LOCK_ROW' }], { code: 'CRM.UNAVAILABLE' }],
    ['a locked row inside a 200', 200, { success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'locked', fields: [] }] }, { code: 'CRM.UNAVAILABLE' }],
    ['maintenance', 503, 'Service Unavailable', { code: 'CRM.UNAVAILABLE' }],
  ])('throws %s as trouble that passes', (_, status, body, failure) => {
    expect(() => readSalesforceAnswer(answer(status, body))).toThrow(expect.objectContaining({ retryable: true, ...failure }));
  });

  it('takes an empty answer as done', () => {
    expect(readSalesforceAnswer(answer(204, null))).toEqual({ ok: true, body: null });
  });
});

describe('soqlText', () => {
  it.each([["o'dowd", "'o\\'dowd'"], ["x' OR Name != '", "'x\\' OR Name != \\''"], ['back\\slash\\', "'back\\\\slash\\\\'"]])('quotes %s', (text, quoted) => {
    expect(soqlText(text)).toBe(quoted);
  });
});
