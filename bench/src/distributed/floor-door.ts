import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INGEST_TOKEN } from '../send-leads.js';

/** Listens on a free port and gives it; refuses what is not `POST /api/leads` with the token of the bench. */
export async function openDoor(listener: RequestListener): Promise<number> {
  const server = createServer((incoming, response) => {
    const isOurs = incoming.method === 'POST' && incoming.url === '/api/leads' && incoming.headers.authorization === `Bearer ${INGEST_TOKEN}`;
    if (isOurs) listener(incoming, response);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Answers with what becomes of the bytes of a call. */
export const answering = (take: (bytes: Buffer) => Promise<unknown>, onFatal: (error: unknown) => void): RequestListener => (incoming, response) => {
  bytesOf(incoming).then(take).then((answer) => {
    const text = JSON.stringify(answer);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  }).catch(onFatal);
};

/** Hands calls on, as console does with those of programs. */
export function handingOn(port: number, onFatal: (error: unknown) => void): RequestListener {
  const agent = new Agent({ keepAlive: true });
  return (incoming, response) => {
    const { method, url, headers } = incoming;
    incoming.pipe(request({ host: '127.0.0.1', port, method, path: url, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }).on('error', onFatal));
  };
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
