import { Agent, createServer, request, type Server } from 'node:http';
import type { AppName } from '#contracts';
import { appFor } from '../front-door.js';

/** What an ingress does in a cluster: one port, requests go to the replicas of the app that serves their path, in turn. */
export class FrontProxy {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server: Server;
  private turn = 0;

  /** `replicas` gives the ports of an app's replicas at this moment. */
  constructor(replicas: (app: AppName) => readonly number[]) {
    this.server = createServer((incoming, response) => {
      const ports = replicas(appFor(incoming.url ?? '/'));
      const port = ports[(this.turn += 1) % ports.length];
      if (port === undefined) return void response.writeHead(502).end();
      const outgoing = request({ port, host: '127.0.0.1', method: incoming.method, path: incoming.url, headers: incoming.headers, agent: this.agent }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      });
      outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
      response.on('close', () => outgoing.destroy());
      incoming.pipe(outgoing);
    });
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => { this.server.once('error', reject).listen(port, '127.0.0.1', resolve); });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => { this.server.close(() => resolve()); this.server.closeAllConnections(); });
    this.agent.destroy();
  }
}
