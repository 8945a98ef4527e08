import { terminal } from '#contracts';

export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** STARTTLS or nothing. */
  readonly requireTLS: boolean;
  readonly login: { readonly user: string; readonly pass: string } | null;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Reads `smtps://user:password@host` (TLS, port 465) or `smtp://…` (STARTTLS, port 587). A server that is not on this machine
 * must offer TLS; `?tls=off` gives that up. Errors: SMTP.URL_INVALID, terminal; it never shows the password.
 */
export function readSmtpUrl(text: string): SmtpAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw terminal('SMTP.URL_INVALID', 'SMTP_URL cannot be read: it must look like smtps://user:password@mail.example.com or smtp://mail.example.com:587, with %-encoding in the password.');
  }
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? (secure ? 465 : 587) : Number(url.port), secure,
    requireTLS: !secure && url.searchParams.get('tls') !== 'off' && !LOOPBACK.test(url.hostname),
    login: url.username === '' ? null : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}
