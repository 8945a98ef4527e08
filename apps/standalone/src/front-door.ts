import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { routes, type AppName } from '#contracts';
import type { RunningService } from '#platform';

/** Only intake's own doors bypass console; everything else is authenticated there first. */
const direct = routes.filter((row) => row.owner === 'intake' && row.allow === 'sender').map((row) => row.path.split('/:')[0]! + '/');

/** Which app answers a path on the one port of standalone: the same table that the apps are reached by in Kubernetes. */
export function appFor(path: string): AppName {
  return direct.some((prefix) => path.startsWith(prefix)) ? 'intake' : 'console';
}

/** One port for all apps. Until `open` is called every request is told to come again. */
export class FrontDoor {
  private services: ReadonlyMap<string, RunningService> | null = null;
  private readonly server: Server = createServer((request, response) => this.route(request, response));

  open(services: readonly RunningService[]): void {
    this.services = new Map(services.map((service) => [service.name, service]));
  }

  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** No new connections; requests in hand are answered. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }

  private route(request: IncomingMessage, response: ServerResponse): void {
    const service = this.services?.get(appFor(request.url ?? '/'));
    if (service) return service.route(request, response);
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
    response.end(JSON.stringify({ type: '/problems/starting', title: 'Starting', status: 503, code: 'starting', detail: 'Leadwright is starting. Try again in a second.' }));
  }
}
