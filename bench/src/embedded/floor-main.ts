import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { monotonicFactory } from 'ulid';
import { INGEST_TOKEN } from '../send-leads.js';
import { allStages } from '../stages/all-stages.js';
import { IntakeStage } from '../stages/intake.stage.js';
import { loadParts } from '../stages/stage-parts.js';
import { FloorDatabase } from './floor-database.js';
import { FloorLog } from './floor-log.js';
import { FloorLoop } from './floor-loop.js';

/** The floor as a process: `node floor-main.js <folder>`, where a migrated `leadwright.sqlite` and `config/` stand. Tells its parent its port. */
const folder = process.argv[2]!;
const edge = { now: Date.now, nextId: monotonicFactory() };
const parts = await loadParts(join(folder, 'config'));
const database = new FloorDatabase(join(folder, 'leadwright.sqlite'));
const secret = randomBytes(32);
database.insert({ into: { table: 'keyring_keys', columns: ['key_id', 'secret', 'created_at', 'destroyed_at'] }, values: [['secret:intake-digests', secret, edge.now(), null]] });
const loop = new FloorLoop({ database, log: new FloorLog(database, edge), intake: new IntakeStage(parts, secret), stages: allStages(parts), edge, onFatal: fail });

const server = createServer((request, response) => {
  const isOurs = request.method === 'POST' && request.url === '/api/leads' && request.headers.authorization === `Bearer ${INGEST_TOKEN}`;
  if (!isOurs) return void response.writeHead(404).end();
  bodyOf(request).then((body) => loop.take(body)).then((answer) => {
    const text = JSON.stringify(answer);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  }).catch(fail);
});
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  database.close();
  process.exit(0);
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function fail(error: unknown): never {
  process.stderr.write(`The floor cannot go on: ${(error as Error).stack}\n`);
  process.exit(1);
}
