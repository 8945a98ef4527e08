import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { CommitProxy } from './commit-proxy.js';

let server: Server;
let proxy: CommitProxy;
let heard: string[];

beforeEach(async () => {
  heard = [];
  server = createServer((socket) => socket.on('data', (bytes) => {
    heard.push(bytes.toString('latin1', 5));
    socket.write('OK');
  }).on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await CommitProxy.open({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});
afterEach(async () => {
  await proxy.close();
  await new Promise((done) => { server.close(done); });
});

/** A packet as MySQL clients send it: length, number, command, text. */
const packet = (sql: string): Buffer => Buffer.concat([Buffer.from([sql.length + 1, 0, 0, 0, 3]), Buffer.from(sql)]);

/** What is answered to each statement; `lost` where the connection ends instead. */
async function say(...statements: string[]): Promise<string[]> {
  const socket = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
  const answers: string[] = [];
  for (const sql of statements) {
    socket.write(packet(sql));
    answers.push(await Promise.race([once(socket, 'data').then(([bytes]) => String(bytes)), once(socket, 'close').then(() => 'lost')]));
  }
  socket.destroy();
  return answers;
}

it('lets everything through until it is told otherwise', async () => {
  expect(await say('START TRANSACTION', 'COMMIT')).toEqual(['OK', 'OK']);
});

it('lets a COMMIT through and swallows its answer, as often as it is told', async () => {
  proxy.drop(1);
  expect(await say('START TRANSACTION', 'COMMIT')).toEqual(['OK', 'lost']);
  expect(heard).toEqual(['START TRANSACTION', 'COMMIT']);
  expect(await say('START TRANSACTION', 'COMMIT')).toEqual(['OK', 'OK']);
  expect(proxy.dropped).toBe(1);
});

it('leaves the COMMIT of a reader alone', async () => {
  proxy.drop(1);
  expect(await say('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY', 'COMMIT')).toEqual(['OK', 'OK']);
  expect(proxy.dropped).toBe(0);
});
