import { describe, expect, it } from '@jest/globals';
import { readPipedriveAnswer } from './pipedrive-wire.js';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({ status, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), finalUrl: '' });

describe('readPipedriveAnswer', () => {
  it.each([
    ['its words and what it adds', 404, { success: false, error: 'Person not found', error_info: 'Look at the id.' }, { code: 'HTTP_404', vendorSaid: 'HTTP_404, Person not found. Look at the id' }],
    ['a code in words', 400, { success: false, error: 'Validation failed', code: 'ERR_SCHEMA_VALIDATION_FAILED' }, { code: 'ERR_SCHEMA_VALIDATION_FAILED', vendorSaid: 'ERR_SCHEMA_VALIDATION_FAILED, Validation failed' }],
    ['another status in the body', 404, { success: false, error: 'Scope and URL mismatch', errorCode: 403 }, { code: 'HTTP_403', vendorSaid: 'HTTP_403, Scope and URL mismatch' }],
    ['a failure inside a 200', 200, { success: false, error: 'No', error_info: null, data: null }, { code: 'HTTP_200', vendorSaid: 'HTTP_200, No' }],
    ['JSON of no known shape', 400, { oops: true }, { code: 'HTTP_400', vendorSaid: 'HTTP_400, {"oops":true}' }],
  ])('refuses with %s', (_, status, body, refusal) => {
    expect(readPipedriveAnswer(answer(status, body))).toMatchObject({ ok: false, status, refusal: { outcome: 'refused', retryable: false, about: [], ...refusal } });
  });

  it.each([
    ['a burst', 429, { success: false, error: 'request over limit' }, { 'x-ratelimit-reset': '2', 'x-daily-requests-left': '900' }, { code: 'CRM.RATE_LIMITED', retryAfterMs: 2_000 }],
    ['a day that is used up', 429, { success: false, error: 'request over limit' }, { 'x-ratelimit-reset': '2', 'x-daily-requests-left': '0' }, { code: 'CRM.RATE_LIMITED', retryAfterMs: 900_000 }],
    ['a limit without a time', 429, '', {}, { code: 'CRM.RATE_LIMITED', retryAfterMs: 10_000 }],
    ['a block by Cloudflare, which comes as a page with 403', 403, '\n<!DOCTYPE html><title>Access denied</title>', {}, { code: 'CRM.RATE_LIMITED', retryAfterMs: 300_000 }],
    ['5xx', 502, '<html>', {}, { code: 'CRM.UNAVAILABLE' }],
  ])('throws %s as trouble that passes', (_, status, body, headers, failure) => {
    expect(() => readPipedriveAnswer(answer(status, body, headers as Record<string, string>))).toThrow(expect.objectContaining({ retryable: true, ...failure }));
  });
});
