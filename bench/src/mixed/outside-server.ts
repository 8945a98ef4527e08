import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerOutside, isProvider } from './outside-world.js';

/** `place`: its host and port. */
export interface Outside { readonly place: string; stop(): Promise<void> }

/** The outside on a free port. A provider's answer takes `providerMs`, a website's no time. */
export async function startOutside(providerMs: number): Promise<Outside> {
  const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    const host = request.headers.host!.replace(/:\d+$/, '');
    const { status, headers, body } = answerOutside(host, request.url!);
    if (isProvider(host)) await wait(providerMs);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => { resolve(); }));
    },
  };
}
