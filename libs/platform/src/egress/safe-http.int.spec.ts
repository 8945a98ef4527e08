import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AxiosSafeHttp } from './safe-http.js';

describe('SafeHttp', () => {
  let server: Server;
  let port: number;
  const hits: { host: string; proto: string | undefined; url: string }[] = [];

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    hits.push({ host: String(request.headers.host), proto: request.headers['x-forwarded-proto'] as string | undefined, url: request.url ?? '' });
    if (request.url === '/big') return void response.end('x'.repeat(5_000));
    if (request.url === '/slow') return void setTimeout(() => response.end('late'), 2_000);
    if (request.url === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
    if (request.url === '/inside') return void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    if (request.url === '/moved') return void response.writeHead(301, { location: 'https://www.pelhamrye.example/' }).end();
    if (request.url === '/missing') return void response.writeHead(404).end('no');
    response.setHeader('content-type', 'text/html').end('<p>hello</p>');
  };

  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }));

  const mapped = () => new AxiosSafeHttp(`*.example,*.test=127.0.0.1:${port}`);

  it('reaches mapped names in the sandbox, with their host and scheme kept', async () => {
    const response = await mapped().request({ method: 'GET', url: 'https://pelhamrye.example/about' });
    expect({ status: response.status, body: response.body.toString(), finalUrl: response.finalUrl }).toEqual({ status: 200, body: '<p>hello</p>', finalUrl: 'https://pelhamrye.example/about' });
    expect(hits.at(-1)).toEqual({ host: 'pelhamrye.example', proto: 'https', url: '/about' });
  });

  it('gives any status as an answer', async () => {
    expect((await mapped().request({ method: 'GET', url: 'https://pelhamrye.example/missing' })).status).toBe(404);
  });

  it('follows redirects only as far as asked, each checked like the first', async () => {
    expect((await mapped().request({ method: 'GET', url: 'https://pelhamrye.example/moved' })).status).toBe(301);
    expect((await mapped().request({ method: 'GET', url: 'https://pelhamrye.example/moved', redirects: 3 })).finalUrl).toBe('https://www.pelhamrye.example/');
    expect((await mapped().request({ method: 'GET', url: 'https://pelhamrye.example/loop', redirects: 3 })).status).toBe(302);
    await expect(mapped().request({ method: 'GET', url: 'https://pelhamrye.example/inside', redirects: 3 })).rejects.toMatchObject({ code: 'NET.BLOCKED_ADDRESS' });
  });

  it('reads no more than allowed and waits no longer than allowed', async () => {
    await expect(mapped().request({ method: 'GET', url: 'https://pelhamrye.example/big', maxBytes: 1_000 })).rejects.toMatchObject({ code: 'NET.TOO_LARGE', retryable: false });
    await expect(mapped().request({ method: 'GET', url: 'https://pelhamrye.example/slow', timeoutMs: 100 })).rejects.toMatchObject({ code: 'NET.TIMEOUT', retryable: true });
  });

  it.each([
    'http://127.0.0.1/', 'http://[::1]/', 'http://2130706433/', 'http://0x7f.1/', 'http://169.254.169.254/', 'file:///etc/passwd', 'ftp://pelhamrye.example/',
    'http://user:pass@pelhamrye.example/', 'http://pelhamrye.example:22/', 'http://localhost/', 'not a url',
  ])('never calls %s', async (url) => {
    const before = hits.length;
    await expect(mapped().request({ method: 'GET', url })).rejects.toMatchObject({ code: 'NET.BLOCKED_ADDRESS', retryable: false });
    expect(hits.length).toBe(before);
  });

  it('never connects to a name that resolves to a private address', async () => {
    await expect(new AxiosSafeHttp(null).request({ method: 'GET', url: `http://localhost.localdomain:8080/` })).rejects.toMatchObject({ code: expect.stringMatching(/^NET\.(BLOCKED_ADDRESS|UNREACHABLE)$/) });
  });
});
