import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an ingress or a Service does in a cluster: one port, requests go to the replicas behind it in turn, to the next one where nobody listens. */
export class FrontProxy {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server: Server;
  private turn = 0;

  /** `replicas` gives the ports that serve a path at this moment. */
  constructor(replicas: (path: string) => readonly number[]) {
    this.server = createServer((incoming, response) => {
      const ports = replicas(incoming.url ?? '/');
      const first = (this.turn += 1) % (ports.length || 1);
      this.forward(incoming, response, [...ports.slice(first), ...ports.slice(0, first)]);
    });
  }

  /** Gives the port: 0 takes a free one. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => { this.server.close(() => resolve()); this.server.closeAllConnections(); });
    this.agent.destroy();
  }

  private forward(incoming: IncomingMessage, response: ServerResponse, [port, ...others]: readonly number[]): void {
    if (port === undefined) return void response.writeHead(502).end();
    const outgoing = request({ port, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers: incoming.headers, agent: this.agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // Nothing of it has left: another one may have it. In any other case only the sender knows whether to send again.
      if (error.code === 'ECONNREFUSED') this.forward(incoming, response, others);
      else if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    response.once('close', () => outgoing.destroy());
    outgoing.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => incoming.pipe(outgoing));
      else incoming.pipe(outgoing);
    });
  }
}
