import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Environment } from '../environment.js';
import { HttpCaller } from './http-caller.js';

describe('HttpCaller', () => {
  let server: Server;
  let caller: HttpCaller;
  let url: string;

  beforeEach(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        if (request.url === '/hang-up') return request.socket.destroy();
        const said = { method: request.method, url: request.url, header: request.headers['x-leadwright-identity'] ?? null, body: Buffer.concat(chunks).toString() };
        return response.writeHead(request.url === '/no' ? 403 : 200, { 'content-type': 'application/json', 'retry-after': '3' }).end(JSON.stringify(said));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    caller = HttpCaller.from(new Environment({ RESEARCH_URL: url }));
  });
  afterEach(async () => {
    caller.close();
    await new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
  });

  it.each([
    ['bytes', Buffer.from('{"a":1}'), '{"a":1}'], ['a stream', Readable.from(['email\n', 'a@larkmoor.example\n']), 'email\na@larkmoor.example\n'], ['nothing', null, ''],
  ])('passes on %s with the headers, and answers with what was answered', async (_, body, arrived) => {
    const { status, headers, body: answer } = await caller.call('research', { method: 'POST', path: '/api/things?x=1', headers: { 'x-leadwright-identity': 'signed' }, body });
    expect({ status, wait: headers['retry-after'], said: JSON.parse(answer.toString()) as object }).toEqual({ status: 200, wait: '3', said: { method: 'POST', url: '/api/things?x=1', header: 'signed', body: arrived } });
  });

  it('takes a refusal for an answer', async () => {
    expect(await caller.call('research', { method: 'GET', path: '/no', headers: {}, body: null })).toMatchObject({ status: 403 });
  });

  it.each([
    ['who hangs up', 'research', '/hang-up', /^research does not answer at http:\/\/127\.0\.0\.1:\d+: /],
    ['whose place is not known', 'intake', '/', /Set INTAKE_URL/],
  ] as const)('says of an app %s that it cannot be reached', async (_, app, path, message) => {
    await expect((async () => caller.call(app, { method: 'GET', path, headers: {}, body: null }))()).rejects.toMatchObject({ code: 'SERVICE.UNREACHABLE', retryable: true, message: expect.stringMatching(message) });
  });

  it('names every variable that is no address', () => {
    expect(() => HttpCaller.from(new Environment({ INTAKE_URL: 'intake:3000', DELIVERY_URL: 'delivery' }))).toThrow('INTAKE_URL: "intake:3000" must look like http://intake:3000. DELIVERY_URL: "delivery" must look like http://delivery:3000.');
  });
});
