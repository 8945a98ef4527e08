import { retryable } from '#contracts';

export interface MailRefusal { readonly outcome: 'refused'; readonly retryable: false; readonly code: string; readonly vendorSaid: string }

/** What nodemailer leaves on an error. `command`: the last one that was sent, `CONN` when the connection broke. */
export interface SmtpTrouble extends Error { code?: string; command?: string; response?: string; responseCode?: number }

/** Servers that have too much to do, or that ask who is new to come again, mean minutes. */
const BUSY_WAIT_MS = 60_000;

/**
 * Sorts what went wrong: an answer for good is a refusal; an answer for now and a connection that broke are thrown.
 * `handedOver`: the whole mail was sent, so that without an answer nobody knows whether it was taken.
 */
export function readSmtpTrouble(error: SmtpTrouble, handedOver: boolean): MailRefusal {
  const { response, responseCode: status } = error;
  const said = (response ?? error.message).replace(/\s+/g, ' ').trim().slice(0, 300);
  if (status !== undefined && status >= 500) return { outcome: 'refused', retryable: false, code: codeOf(error), vendorSaid: said };
  if (status !== undefined && status >= 400) throw retryable('SMTP.BUSY', `The mail server asks for patience: ${said}.`, { retryAfterMs: BUSY_WAIT_MS });
  if (error.code === 'EENVELOPE') return { outcome: 'refused', retryable: false, code: 'ADDRESS_UNUSABLE', vendorSaid: said };
  if (handedOver) throw retryable('SMTP.UNANSWERED', 'The mail was handed over whole, and the server did not say whether it took it.', { cause: error });
  throw retryable('SMTP.UNREACHABLE', `The mail server could not be talked to: ${said}.`, { cause: error });
}

/** By what it refused: who we are, whom it is from, whom it goes to, or what it says. */
function codeOf({ command = '', code }: SmtpTrouble): string {
  if (code === 'EAUTH') return 'LOGIN_REFUSED';
  if (command === 'MAIL FROM') return 'SENDER_REFUSED';
  if (command === 'RCPT TO') return 'RECIPIENT_REFUSED';
  return command === 'DATA' ? 'MAIL_REFUSED' : 'SERVER_REFUSED';
}
