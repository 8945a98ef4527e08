import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HeardCall { readonly method: string; readonly host: string; readonly url: string; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: string }

/** One answer of a scripted server; `body` that is no text goes out as JSON. */
export type ScriptedAnswer =
  | { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string>; readonly afterMs?: number }
  | 'hang up'
  | 'silence';

/** An HTTP server on loopback that gives the answers it was told, in order, then 500, and remembers what it heard. For wire specs behind an egress map. */
export class ScriptedServer {
  heard: HeardCall[] = [];
  private answers: ScriptedAnswer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ScriptedServer> {
    const scripted = new ScriptedServer(createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        scripted.heard.push({ method: request.method!, host: request.headers.host ?? '', url: request.url!, headers: request.headers as HeardCall['headers'], body: Buffer.concat(chunks).toString() });
        const answer = scripted.answers.shift() ?? { status: 500 };
        if (answer === 'hang up') return void request.socket.destroy();
        if (answer === 'silence') return;
        const { status = 200, body = {}, headers = {}, afterMs = 0 } = answer;
        setTimeout(() => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body)), afterMs);
      });
    }));
    await new Promise<void>((resolve) => scripted.server.listen(0, '127.0.0.1', resolve));
    return scripted;
  }

  /** For `AxiosSafeHttp`: every reserved name leads here. */
  get egressMap(): string {
    return `*.example,*.test=127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what was heard and gives these answers next. */
  script(...answers: ScriptedAnswer[]): void {
    this.heard = [];
    this.answers = answers;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => { this.server.closeAllConnections(); this.server.close(() => resolve()); });
  }
}
