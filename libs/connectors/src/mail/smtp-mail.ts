import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { terminal } from '#contracts';
import type { Environment } from '#platform';
import { readSmtpTrouble, type MailRefusal, type SmtpTrouble } from './read-smtp-trouble.js';
import { readSmtpUrl, type SmtpAddress } from './smtp-address.js';

export interface Mail {
  /** What it is for; the Message-ID is made of it, so that a mail that comes twice is seen to be one. */
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  /** One address. */
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** ASCII. They stand in one line each: an address that is folded is not found by every mail program. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type { MailRefusal };
export type MailOutcome = { readonly outcome: 'done'; readonly messageId: string } | MailRefusal;

/** In milliseconds: each step, and all of it. */
const LIMITS = { step: 10_000, whole: 40_000 };
const ONE_ADDRESS = /^[^\s@,;:<>()"]+@[^\s@,;:<>()"]+$/;

/**
 * Hands mails to the server in `SMTP_URL`, one connection each. Nothing is repeated here.
 * Errors: SMTP.NO_URL and SMTP.URL_INVALID (terminal), SMTP.UNREACHABLE and SMTP.BUSY (retryable; nothing was taken),
 * SMTP.UNANSWERED (retryable; it may have been taken: whoever repeats it may send it twice).
 */
export class SmtpMail {
  constructor(private readonly secrets: Pick<Environment, 'secret'>, private readonly limits: Readonly<typeof LIMITS> = LIMITS) {}

  async send(mail: Mail): Promise<MailOutcome> {
    const address = this.address();
    const unusable = [mail.from.address, mail.to].find((one) => !ONE_ADDRESS.test(one));
    if (unusable !== undefined) return { outcome: 'refused', retryable: false, code: 'ADDRESS_UNUSABLE', vendorSaid: `${JSON.stringify(unusable)} is not one e-mail address` };

    const messageId = `<${mail.id}@${mail.from.address.split('@')[1]}>`;
    const body = Readable.from([await compose(mail, messageId)]);
    let handedOver = false;
    body.once('end', () => { handedOver = true; });
    const refusal = await this.talk(address, (connection, end) => connection.send({ from: mail.from.address, to: [mail.to] }, body, end), () => handedOver);
    return refusal ?? { outcome: 'done', messageId };
  }

  /** Connects and logs in as for a mail, and hands none over. Errors: those of `send` but SMTP.UNANSWERED. */
  async verify(): Promise<{ readonly outcome: 'done'; readonly server: string } | MailRefusal> {
    const address = this.address();
    return (await this.talk(address, (_, end) => end(), () => false)) ?? { outcome: 'done', server: `${address.host}:${address.port}` };
  }

  private address(): SmtpAddress {
    const url = this.secrets.secret('SMTP_URL');
    if (!url) throw terminal('SMTP.NO_URL', 'SMTP_URL is not set: it holds the address of the mail server. Set it, or SMTP_URL_FILE.');
    return readSmtpUrl(url);
  }

  /** One connection for `then`; null when all went well. */
  private async talk(address: SmtpAddress, then: Then, handedOver: () => boolean): Promise<MailRefusal | null> {
    const { step, whole } = this.limits;
    const connection = new SMTPConnection({ ...address, connectionTimeout: step, greetingTimeout: step, dnsTimeout: step, socketTimeout: step, logger: false });
    try {
      await overConnection(connection, address.login, whole, then);
      return null;
    } catch (error) {
      return readSmtpTrouble(error as SmtpTrouble, handedOver());
    } finally {
      connection.close();
    }
  }
}

/** The mail as bytes. Nothing in it is read from a file or an address. */
const compose = ({ from, to, subject, text, headers }: Mail, messageId: string): Promise<Buffer> =>
  new MailComposer({ from, to: { name: '', address: to }, subject, text, messageId, headers: asTheyAre(headers), disableFileAccess: true, disableUrlAccess: true }).compile().build();

const asTheyAre = (headers: Mail['headers'] = {}): Record<string, { prepared: true; value: string }> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value: value.replace(/[\r\n]/g, ' ') }]));

type Then = (connection: SMTPConnection, end: (error?: Error | null) => void) => void;

/** Connect, log in, then what it is for; rejects with the first trouble, or when all of it takes too long. */
function overConnection(connection: SMTPConnection, login: SmtpAddress['login'], limitMs: number, then: Then): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done within ${limitMs / 1_000} s`)), limitMs);
    const end = (error?: Error | null): void => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    };
    connection.on('error', end);
    connection.connect((error) => {
      if (error) return end(error);
      if (!login) return then(connection, end);
      connection.login(login, (refused) => (refused ? end(refused) : then(connection, end)));
    });
  });
}
