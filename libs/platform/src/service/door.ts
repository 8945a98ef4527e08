import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** The port of a process. Until it is open, `/healthz` says that the process lives and everything else is told to come again. */
export class Door {
  private route: Route | null = null;
  private readonly server: Server = createServer((request, response) => (this.route ?? starting)(request, response));

  /** Answers with the port: 0 takes a free one. Errors: those of `listen`, e.g. EADDRINUSE. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  open(route: Route): void {
    this.route = route;
  }

  /** No new connections; requests in hand are answered. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }
}

function starting({ url }: IncomingMessage, response: ServerResponse): void {
  if (url === '/healthz') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"starting"}');
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
  response.end(JSON.stringify({ type: '/problems/starting', title: 'Starting', status: 503, code: 'starting', detail: 'Leadwright is starting. Try again in a second.' }));
}
