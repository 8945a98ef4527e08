import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AxiosSafeHttp } from '#platform';
import { escapeSlack, SlackWebhook } from './slack-webhook.js';

describe('SlackWebhook', () => {
  let server: Server;
  let slack: SlackWebhook;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  let heard: { url: string; body: unknown }[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      request.on('end', () => {
        heard.push({ url: request.url!, body: JSON.parse(text) });
        response.writeHead(answer.status, { 'content-type': 'text/plain', ...answer.headers }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const http = new AxiosSafeHttp(`*.example=127.0.0.1:${(server.address() as AddressInfo).port}`);
    slack = new SlackWebhook(http, { secret: (name) => (name === 'SLACK' ? 'https://hooks.slack.example/services/T/B/secret' : undefined) });
  });
  afterAll(() => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }));
  beforeEach(() => { heard = []; });

  it('posts the text to the address in the secret', async () => {
    answer = { status: 200, body: 'ok' };
    expect(await slack.post('SLACK', 'hello')).toEqual({ outcome: 'done' });
    expect(heard).toEqual([{ url: '/services/T/B/secret', body: { text: 'hello' } }]);
  });

  it.each([
    [{ status: 404, body: 'no_service' }, 'no_service', 'no_service'],
    [{ status: 410, body: 'channel_is_archived' }, 'channel_is_archived', 'channel_is_archived'],
    [{ status: 403, body: '' }, 'HTTP_403', 'HTTP 403'],
    [{ status: 200, body: '<html>a proxy</html>' }, 'HTTP_200', '<html>a proxy</html>'],
  ])('takes %j as a refusal', async (given, code, vendorSaid) => {
    answer = given;
    expect(await slack.post('SLACK', 'hello')).toEqual({ outcome: 'refused', retryable: false, code, vendorSaid });
  });

  it('throws 429 and 5xx as retryable, with the wait that Slack asks for', async () => {
    answer = { status: 429, body: '', headers: { 'retry-after': '30' } };
    await expect(slack.post('SLACK', 'hello')).rejects.toMatchObject({ code: 'SLACK.RATE_LIMITED', retryAfterMs: 30_000 });
    answer = { status: 500, body: 'rollup_error' };
    await expect(slack.post('SLACK', 'hello')).rejects.toMatchObject({ code: 'SLACK.UNAVAILABLE', retryable: true });
  });

  it('says which secret is missing, and calls nobody', async () => {
    await expect(slack.post('OTHER', 'hello')).rejects.toMatchObject({ code: 'SLACK.NO_WEBHOOK', retryable: false, message: expect.stringContaining('OTHER') });
    expect(heard).toEqual([]);
  });

  it('escapes what would mention a channel', () => {
    expect(escapeSlack('Pelham & Rye <!channel>')).toBe('Pelham &amp; Rye &lt;!channel&gt;');
  });
});
