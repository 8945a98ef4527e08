import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { SmtpMail, type Mail } from './smtp-mail.js';

interface Taken { from: string; to: string[]; raw: string; login: string | null }
type Answer = 'take' | { at: 'mail' | 'rcpt' | 'data'; code: number; said: string };

const refusal = (code: number, said: string) => Object.assign(new Error(said), { responseCode: code });
const mail: Mail = { id: '01JEFFECT', from: { name: 'Nora Byrne-Quill', address: 'nora.bq@rimewell.example' }, to: 'tessa@pelhamrye.example', subject: 'Temperature logs für vier Bäckereien', text: 'Hi Tessa,\n\n.a line with a dot\nNora' };
const over = (url: string, limits?: { step: number; whole: number }) => new SmtpMail({ secret: (name) => (name === 'SMTP_URL' ? url : undefined) }, limits);

describe('SmtpMail', () => {
  const taken: Taken[] = [];
  let answer: Answer = 'take';
  const refuseAt = (at: 'mail' | 'rcpt' | 'data') => (typeof answer === 'object' && answer.at === at ? refusal(answer.code, answer.said) : null);
  const server = new SMTPServer({
    hideSTARTTLS: true, allowInsecureAuth: true, authOptional: true, logger: false,
    onAuth: ({ username, password }, _, done) => (password === 'right' ? done(null, { user: username }) : done(refusal(535, '5.7.8 Bad user or password'))),
    onMailFrom: (_address, _session, done) => done(refuseAt('mail')),
    onRcptTo: (_address, _session, done) => done(refuseAt('rcpt')),
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refuseAt('data');
        if (!refused) taken.push({ from: (envelope.mailFrom as { address: string }).address, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString(), login: (user as string | undefined) ?? null });
        done(refused);
      });
    },
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  beforeEach(() => { taken.length = 0; answer = 'take'; });

  it('hands a mail over, its Message-ID made of what it is for', async () => {
    expect(await over(url).send({ ...mail, headers: { 'List-Unsubscribe': `<https://leads.rimewell.example/u/${'0123456789'.repeat(8)}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } })).toEqual({ outcome: 'done', messageId: '<01JEFFECT@rimewell.example>' });
    expect(taken).toEqual([expect.objectContaining({ from: 'nora.bq@rimewell.example', to: ['tessa@pelhamrye.example'], login: null })]);
    expect(taken[0]!.raw).toContain('\r\nFrom: "Nora Byrne-Quill" <nora.bq@rimewell.example>\r\n');
    expect(taken[0]!.raw).toContain('\r\nMessage-ID: <01JEFFECT@rimewell.example>\r\n');
    expect(taken[0]!.raw).toContain(`List-Unsubscribe: <https://leads.rimewell.example/u/${'0123456789'.repeat(8)}>\r\n`);
    expect(taken[0]!.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    expect(taken[0]!.raw).toContain('\r\n.a line with a dot\r\n');
  });

  it('logs in as the address says', async () => {
    await over(url.replace('//', '//nora:right@')).send(mail);
    expect(taken[0]!.login).toBe('nora');
    expect(await over(url.replace('//', '//nora:wrong@')).send(mail)).toMatchObject({ outcome: 'refused', code: 'LOGIN_REFUSED', vendorSaid: expect.stringContaining('5.7.8') });
    expect(taken).toHaveLength(1);
  });

  it('verifies that the server lets us in, and hands nothing over', async () => {
    expect(await over(url.replace('//', '//nora:right@')).verify()).toEqual({ outcome: 'done', server: url.replace('smtp://', '') });
    expect(await over(url.replace('//', '//nora:wrong@')).verify()).toMatchObject({ outcome: 'refused', code: 'LOGIN_REFUSED' });
    await expect(over('smtp://127.0.0.1:1').verify()).rejects.toMatchObject({ code: 'SMTP.UNREACHABLE' });
    expect(taken).toEqual([]);
  });

  it('lets nothing in a subject become a header or a recipient', async () => {
    await over(url).send({ ...mail, subject: 'Hello\r\nBcc: ceo@rimewell.example' });
    expect(taken[0]!.to).toEqual(['tessa@pelhamrye.example']);
    expect(taken[0]!.raw).not.toMatch(/^Bcc:/im);
  });

  it.each(['tessa@pelhamrye.example, ceo@rimewell.example', 'Tessa <tessa@pelhamrye.example>', 'tessa', ''])('calls nobody for %j, which is not one address', async (to) => {
    expect(await over(url).send({ ...mail, to })).toMatchObject({ outcome: 'refused', code: 'ADDRESS_UNUSABLE' });
    expect(taken).toEqual([]);
  });

  it.each<[Answer & object, string]>([
    [{ at: 'rcpt', code: 550, said: '5.1.1 No such mailbox here' }, 'RECIPIENT_REFUSED'],
    [{ at: 'mail', code: 553, said: '5.7.1 Not your address' }, 'SENDER_REFUSED'],
    [{ at: 'data', code: 554, said: '5.7.1 Looks like spam' }, 'MAIL_REFUSED'],
  ])('takes %j as a refusal', async (given, code) => {
    answer = given;
    expect(await over(url).send(mail)).toEqual({ outcome: 'refused', retryable: false, code, vendorSaid: `${given.code} ${given.said}` });
  });

  it.each<Answer & object>([{ at: 'rcpt', code: 451, said: '4.7.1 Greylisted' }, { at: 'data', code: 452, said: '4.3.1 Out of storage' }])('throws %j as trouble that passes: nothing was taken', async (given) => {
    answer = given;
    await expect(over(url).send(mail)).rejects.toMatchObject({ code: 'SMTP.BUSY', retryable: true, retryAfterMs: 60_000 });
  });

  it('says what is missing', async () => {
    await expect(new SmtpMail({ secret: () => undefined }).send(mail)).rejects.toMatchObject({ code: 'SMTP.NO_URL', retryable: false });
  });

  describe('against a server that breaks', () => {
    const sockets = new Set<Socket>();
    let broken: Server;
    /** Answers each line by what it begins with; null closes, undefined is silent. */
    const open = async (script: (line: string) => string | null | undefined): Promise<string> => {
      broken = createServer((socket) => {
        sockets.add(socket);
        const say = (text: string | null | undefined) => (text === null ? socket.destroy() : text !== undefined && socket.write(`${text}\r\n`));
        socket.on('error', () => undefined);
        say(script('greeting'));
        socket.on('data', (chunk: Buffer) => { for (const line of chunk.toString().split('\r\n').filter(Boolean)) say(script(line)); });
      });
      await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
      return `smtp://127.0.0.1:${(broken.address() as AddressInfo).port}`;
    };
    const close = async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => broken.close(() => resolve()));
    };
    const until = (place: string, then: string | null | undefined) => (line: string) => {
      if (line.startsWith(place)) return then;
      if (line === 'greeting') return '220 here';
      if (line.startsWith('DATA')) return '354 go on';
      return /^(EHLO|MAIL|RCPT)/.test(line) ? '250 ok' : undefined;
    };
    const limits = { step: 200, whole: 2_000 };

    it.each<[string, string, string | null | undefined]>([
      ['hangs up before it greets', 'greeting', null], ['never greets', 'greeting', undefined], ['hangs up at the recipient', 'RCPT', null], ['is silent at DATA', 'DATA', undefined],
    ])('that %s, nothing was taken', async (_, place, then) => {
      const address = await open(until(place, then));
      await expect(over(address, limits).send(mail)).rejects.toMatchObject({ code: 'SMTP.UNREACHABLE', retryable: true });
      await close();
    });

    it.each<[string, null | undefined]>([['hangs up', null], ['is silent', undefined]])('that %s after the last dot, nobody knows', async (_, then) => {
      const address = await open((line) => until('.', then)(line === '..a line with a dot' ? 'text' : line));
      await expect(over(address, limits).send(mail)).rejects.toMatchObject({ code: 'SMTP.UNANSWERED', retryable: true });
      await close();
    });

    it('that drips words forever, it gives up', async () => {
      const address = await open((line) => (line === 'greeting' ? '220-wait' : undefined));
      const dripping = setInterval(() => { for (const socket of sockets) socket.write('220-wait\r\n'); }, 50);
      await expect(over(address, { step: 5_000, whole: 300 }).send(mail)).rejects.toMatchObject({ code: 'SMTP.UNREACHABLE' });
      clearInterval(dripping);
      await close();
    });

    it('that is not there, nothing was taken', async () => {
      const address = await open(() => undefined);
      await close();
      await expect(over(address, limits).send(mail)).rejects.toMatchObject({ code: 'SMTP.UNREACHABLE' });
    });
  });
});
