import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import type { Journal } from '../journal.js';
import { readMail } from './read-mail.js';

export interface MailSink {
  readonly port: number;
  stop(): Promise<void>;
}

const MOST_BYTES = 1024 * 1024;

/**
 * A mail server that delivers to nobody: it takes what comes, without a password or TLS, and the journal has it.
 * `refuses`: recipients it does not know, answered with 550 as a server of theirs would.
 */
export async function startMailSink({ port, host }: { port: number; host: string }, journal: Journal, refuses: ReadonlySet<string>): Promise<MailSink> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'], size: MOST_BYTES, logger: false,
    onRcptTo({ address }, _session, done) {
      if (!refuses.has(address.toLowerCase())) return done();
      journal.add({ kind: 'mail-refused', to: address });
      done(Object.assign(new Error('5.1.1 No such mailbox here'), { responseCode: 550 }));
    },
    onData(stream, { envelope }, done) {
      read(stream).then((raw) => {
        const { subject, messageId, headers, text } = readMail(raw);
        journal.add({ kind: 'mail-received', from: envelope.mailFrom === false ? '' : envelope.mailFrom.address, to: envelope.rcptTo.map(({ address }) => address), subject, messageId, headers, text });
        done();
      }, done);
    },
  });
  server.on('error', () => undefined); // A connection that breaks is the sender's to notice.
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(port, host, resolve); });
  return { port: (server.server.address() as AddressInfo).port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function read(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
