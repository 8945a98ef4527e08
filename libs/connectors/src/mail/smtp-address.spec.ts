import { describe, expect, it } from '@jest/globals';
import { readSmtpUrl } from './smtp-address.js';

describe('the address of a mail server', () => {
  it.each([
    ['smtps://nora:p%40ss@mail.example', { host: 'mail.example', port: 465, secure: true, requireTLS: false, login: { user: 'nora', pass: 'p@ss' } }],
    ['smtp://mail.example', { host: 'mail.example', port: 587, secure: false, requireTLS: true, login: null }],
    ['smtp://mail.example:25?tls=off', { host: 'mail.example', port: 25, secure: false, requireTLS: false, login: null }],
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, secure: false, requireTLS: false, login: null }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false, requireTLS: false, login: null }],
    ['smtp://127.0.0.1.mail.example', { host: '127.0.0.1.mail.example', port: 587, secure: false, requireTLS: true, login: null }],
  ])('reads %s', (url, address) => {
    expect(readSmtpUrl(url)).toEqual(address);
  });

  it.each(['mail.example:587', 'https://nora:hunter2@mail.example', 'smtp://'])('refuses %s without showing it', (url) => {
    expect(() => readSmtpUrl(url)).toThrow(expect.objectContaining({ code: 'SMTP.URL_INVALID', retryable: false, message: expect.not.stringContaining('hunter2') }));
  });
});
