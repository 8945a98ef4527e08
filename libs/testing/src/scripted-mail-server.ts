import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What goes wrong with a mail, and where: an answer of the server's own (`450 4.2.1 Come again`), or it hangs up. `data`: the mail is taken, and the answer to it is lost. */
export interface MailTrouble { readonly at: 'greeting' | 'from' | 'to' | 'data'; readonly say: string | 'hang up' }

/** A mail server on loopback that speaks SMTP by its script, and remembers which calls began and what it took. For specs only. */
export class ScriptedMailServer {
  /** Connections that began. */
  calls = 0;
  taken: { readonly to: string; readonly raw: string }[] = [];
  /** What the next connections meet, in order; then all is well. */
  private troubles: MailTrouble[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.talk(socket));

  /** The address for SMTP_URL. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** Forgets what happened, and meets the next mails so. */
  script(...troubles: MailTrouble[]): void {
    this.troubles = troubles;
    this.taken = [];
    this.calls = 0;
  }

  private talk(socket: Socket): void {
    this.calls += 1;
    this.sockets.add(socket);
    const trouble = this.troubles.shift();
    const say = (at: MailTrouble['at'] | null, usual: string): void => {
      if (trouble?.at !== at) return void socket.write(`${usual}\r\n`);
      if (trouble.say === 'hang up') return void socket.destroy();
      socket.write(`${trouble.say}\r\n`);
    };
    let heard = '';
    let to = '';
    let raw: string | null = null;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const line = heard.slice(0, end);
        heard = heard.slice(end + 2);
        if (raw !== null && line !== '.') raw += `${line}\r\n`;
        else if (raw !== null) {
          if (trouble?.at !== 'data' || trouble.say === 'hang up') this.taken.push({ to, raw });
          raw = null;
          say('data', '250 taken');
        } else if (line.startsWith('MAIL')) say('from', '250 ok');
        else if (line.startsWith('RCPT')) {
          to = /<(.+)>/.exec(line)![1]!;
          say('to', '250 ok');
        } else if (line === 'DATA') {
          raw = '';
          say(null, '354 go on');
        } else say(null, line === 'QUIT' ? '221 bye' : '250 here');
      }
    });
    say('greeting', '220 here');
  }
}
