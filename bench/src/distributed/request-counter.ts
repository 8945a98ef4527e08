import { renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/*
 * Loaded before a process of a side (`node --import`): counts what kafkajs 2.2.4 asks of the brokers, by kind of request. kafkajs
 * tells of requests only to whoever made the producer or consumer, and the product's are not ours. On SIGUSR2 the counts go to
 * `$BENCH_COUNTS/<pid>.json`.
 */
interface Connection { send(this: unknown, protocol: { request: { apiName: string } }): Promise<unknown> }

const counts: Record<string, number> = {};
const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/connection.js') as { prototype: Connection };
const { send } = prototype;

prototype.send = function counted(protocol) {
  counts[protocol.request.apiName] = (counts[protocol.request.apiName] ?? 0) + 1;
  return send.call(this, protocol);
};

process.on('SIGUSR2', () => {
  const file = join(process.env['BENCH_COUNTS']!, `${process.pid}.json`);
  writeFileSync(`${file}.part`, JSON.stringify(counts));
  renameSync(`${file}.part`, file);
});
