import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INGEST_TOKEN } from '../send-leads.js';
import type { OpenedFloor } from './open-floor.js';

/** The floor as a process: opens it, and a door for calls, and tells its parent the port. */
export async function serveFloor(open: (onFatal: (error: unknown) => never) => Promise<OpenedFloor>): Promise<void> {
  const { loop, close } = await open(fail);
  const server = createServer((request, response) => {
    const isOurs = request.method === 'POST' && request.url === '/api/leads' && request.headers.authorization === `Bearer ${INGEST_TOKEN}`;
    if (!isOurs) return void response.writeHead(404).end();
    bodyOf(request).then((body) => loop.take(body)).then((answer) => {
      const text = JSON.stringify(answer);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
    }).catch(fail);
  });
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
  // Also when the bench is gone, whichever way it went.
  for (const ending of ['SIGTERM', 'disconnect']) {
    process.once(ending, () => {
      close();
      process.exit(0);
    });
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function fail(error: unknown): never {
  process.stderr.write(`The floor cannot go on: ${(error as Error).stack}\n`);
  process.exit(1);
}
