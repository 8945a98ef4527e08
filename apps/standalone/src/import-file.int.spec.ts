import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportList, ImportView } from '#contracts';
import { Environment } from '#platform';
import { until } from '#testing';
import { startStandalone, type Standalone } from './start-standalone.js';

const ADMIN = { authorization: 'Bearer an-admin-token' };

describe('a file that comes in by the one port of standalone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
  let product: Standalone;
  let address: string;

  beforeAll(async () => {
    product = await startStandalone(new Environment({ DATA_DIR: folder, CONFIG_DIR: resolve('config'), LOG_LEVEL: 'silent', PORT: '0', HOST: '127.0.0.1', ADMIN_TOKEN: 'an-admin-token', INGEST_TOKEN: 'a-token-that-may-not' }));
    address = `http://127.0.0.1:${product.port}/api/imports`;
  });
  afterAll(async () => {
    await product.stop();
    rmSync(folder, { recursive: true });
  });

  const send = (body: AsyncIterable<Buffer>, headers: Record<string, string> = ADMIN) => fetch(address, { method: 'POST', headers: { 'content-type': 'text/csv', ...headers }, body, duplex: 'half' } as RequestInit);
  const imports = async (): Promise<ImportList['imports']> => ((await (await fetch(address, { headers: ADMIN })).json()) as ImportList).imports;
  async function* rows(amount: number, width: number, email = 'email') {
    yield Buffer.from(`${email},name,notes that nobody maps\n`);
    for (let at = 0; at < amount; at += 1) yield Buffer.from(`test@c${at}.example,P,${'x'.repeat(width)}\n`);
  }

  it('is streamed through console to intake: most of it is stored before the last of it is sent', async () => {
    let [sent, most] = [0, 0];
    async function* watched() {
      for await (const row of rows(400, 32 * 1024)) {
        yield row;
        sent += 1;
        if (sent % 20 === 0) most = Math.max(most, sent - ((await imports())[0]?.lines.total ?? 0));
      }
    }
    const answer = await send(watched());
    const view = (await answer.json()) as ImportView;
    expect({ status: answer.status, location: answer.headers.get('location'), total: view.lines?.total }).toEqual({ status: 202, location: `/api/imports/${view.id}`, total: 400 });
    expect(most).toBeLessThan(250);
    await until('it is done', async () => (await imports())[0]!.state === 'done');
    expect((await imports())[0]!.lines).toMatchObject({ total: 400, ignored: 400 });
  }, 120_000);

  it('is refused at its first line, and a sender that went on for 20 MiB still sees why', async () => {
    const answer = await send(rows(640, 32 * 1024, 'Emial'));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'unreachable']);
  });

  it.each([['nobody', {}, 401], ['a program that only sends leads', { authorization: 'Bearer a-token-that-may-not' }, 403]])('is refused for %s', async (_, headers, status) => {
    expect((await send(rows(1, 1), headers)).status).toBe(status);
  });

  it('shows up as failed when its sender goes away', async () => {
    const seen = (await imports()).length;
    const sending = request(address, { method: 'POST', headers: { ...ADMIN, 'content-type': 'text/csv' } }).on('error', () => undefined);
    sending.write(`email\n${'somebody@larkmoor.example\n'.repeat(5_000)}`);
    await until('it is being received', async () => (await imports()).length > seen);
    sending.destroy();
    await until('it failed', async () => (await imports())[0]!.state === 'failed');
    expect((await imports())[0]).toMatchObject({ failed: 'The upload broke off before its end. Nothing of it was taken; send it again.', lines: { total: 0 } });
  });
});
