import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Kafka } from 'kafkajs';
import mysql2, { type Connection } from 'mysql2/promise';
import { leadAccepted } from '#contracts';
import { preparePlaces, type Places, type Servers } from '../../../product/distributed-places.js';
import { dropPlaces } from '../../../product/drop-places.js';
import { freePort } from '../../../product/free-port.js';
import { readTopics } from '../../verdict/read-topics.js';
import { HANDLED, handledTable } from './handled-table.js';
import { judgeStock, type Line } from './judge-stock.js';
import type { StockRecord } from './stock-records.js';

/** One of the two. `kept`: gives ids of records that stand with a cause where a person can see them; `crashed`: what its log says each time its consumer ends. */
export interface Program { readonly name: 'stock' | 'own'; readonly kept: string | null; readonly crashed: RegExp }
export const PROGRAMS: readonly Program[] = [
  { name: 'own', kept: "SELECT DISTINCT lead_id AS id FROM delivery_dead_letters WHERE failure LIKE '%\"code\":%'", crashed: /consumer\.ended/g },
  { name: 'stock', kept: null, crashed: /consumer crashed/g },
];

export interface RunOptions { readonly records: readonly StockRecord[]; readonly servers: Servers; readonly kafka: Kafka; readonly dataDir: string; readonly withinMs: number; readonly whenOver: (close: () => Promise<unknown>) => void }

const LOOK_EVERY_MS = 250;
const HEALTHY_WITHIN_MS = 5_000;

/** Writes the records into a topic of its own, then runs the program on it: until every good one is handled when none is poison, else for as long as it has. Its log is `<dataDir>/program.log`. */
export async function runProgram({ name, kept, crashed }: Program, { records, servers, kafka, dataDir, withinMs, whenOver }: RunOptions): Promise<Line> {
  mkdirSync(dataDir, { recursive: true });
  const places = await preparePlaces(dataDir, servers);
  whenOver(() => dropPlaces(dataDir, servers));
  const database = await mysql2.createConnection(places.databaseUrl('delivery'));
  whenOver(() => database.end());
  await database.query(handledTable);
  await write(kafka, places.prefix + leadAccepted.topic, records);
  const written = Map.groupBy(await readTopics(kafka, places.prefix), ({ key }) => key ?? '');
  const port = await freePort();
  const environment = environmentOf(places, servers, port, dataDir);
  if (name === 'own') await once(start(name, ['--migrate'], environment, join(dataDir, 'migrate.log')), 'exit');

  const since = Date.now();
  const log = join(dataDir, 'program.log');
  const child = start(name, [], environment, log);
  const exit = once(child, 'exit');
  whenOver(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exit;
  });
  const isClean = records.every(({ poison }) => poison === null);
  while (Date.now() < since + withinMs && !(isClean && new Set((await handled(database)).map(({ id }) => id)).size >= records.length)) await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  const healthy = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(HEALTHY_WITHIN_MS) }).then(({ ok }) => ok, () => false);
  const ended = child.exitCode !== null ? 1 : 0;
  child.kill('SIGKILL');
  await exit;
  const rows = await handled(database);
  const letters = kept ? ((await database.query(kept))[0] as { id: string }[]).map(({ id }) => id) : [];
  return judgeStock(records, { rows, kept: letters, crashes: (readFileSync(log, 'utf8').match(crashed)?.length ?? 0) + ended, healthy }, since, (id) => written.get(id)?.length ?? 0);
}

async function write(kafka: Kafka, topic: string, records: readonly StockRecord[]): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  for (let from = 0; from < records.length; from += 100) {
    await producer.send({ topic, messages: records.slice(from, from + 100).map(({ id, partition, value }) => ({ key: id, partition, value })) });
  }
  await producer.disconnect();
}

const handled = async (database: Connection): Promise<{ id: string; at: number }[]> =>
  ((await database.query(`SELECT id, at FROM ${HANDLED}`))[0] as { id: string; at: number }[]).map(({ id, at }) => ({ id, at: Number(at) }));

const environmentOf = (places: Places, { brokers }: Servers, port: number, dataDir: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '', MODE: 'distributed', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DATA_DIR: dataDir, CONFIG_DIR: 'config', LOG_LEVEL: 'warn',
  DATABASE_URL: places.databaseUrl('delivery'), OUTSIDE_SCHEMA: places.outsideSchema, KAFKA_BROKERS: brokers, KAFKA_PREFIX: places.prefix, LEADWRIGHT_KEY: places.key,
});

/** By its path: nothing imports these programs. */
function start(name: Program['name'], args: readonly string[], environment: Record<string, string>, log: string) {
  const entrance = resolve(`dist/apps/standalone/src/chaos/drills/stock/${name}-program.js`);
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', entrance, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  const file = createWriteStream(log, { flags: 'a' });
  for (const stream of [child.stdout, child.stderr]) stream.pipe(file, { end: false });
  child.once('exit', () => file.end());
  return child;
}
