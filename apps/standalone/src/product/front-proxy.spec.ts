import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { FrontProxy } from './front-proxy.js';
import { freePort } from './free-port.js';

let replica: Server;
let port: number;
let front: FrontProxy | null = null;

beforeEach(async () => {
  replica = createServer((request, response) => {
    if (request.url === '/broken') return void request.socket.destroy();
    request.pipe(response.writeHead(201, { 'x-path': request.url! }));
  }).listen(0, '127.0.0.1');
  await once(replica, 'listening');
  port = (replica.address() as AddressInfo).port;
});
afterEach(async () => {
  await front?.close();
  replica.closeAllConnections();
  replica.close();
});

const open = async (ports: readonly number[]): Promise<string> => `http://127.0.0.1:${await (front = new FrontProxy(() => ports)).listen(0)}`;

it('gives a request whole to the next replica where nobody listens', async () => {
  const url = await open([await freePort(), port]);
  const body = 'x'.repeat(200_000);
  for (let turn = 0; turn < 4; turn += 1) {
    const answer = await fetch(`${url}/hooks/form?a=1`, { method: 'POST', body });
    expect([answer.status, answer.headers.get('x-path'), (await answer.text()).length]).toEqual([201, '/hooks/form?a=1', body.length]);
  }
});

it('says 502 where nobody listens at all, or there is nobody', async () => {
  expect((await fetch(await open([await freePort(), await freePort()]))).status).toBe(502);
  await front!.close();
  expect((await fetch(await open([]))).status).toBe(502);
});

it('does not send again what may have arrived', async () => {
  let second = 0;
  const other = createServer((_request, response) => { second += 1; response.end(); }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const url = await open([(other.address() as AddressInfo).port, port]); // The turn begins with the second one.
  expect((await fetch(`${url}/broken`, { method: 'POST', body: 'lead' })).status).toBe(502);
  expect(second).toBe(0);
  other.close();
});
