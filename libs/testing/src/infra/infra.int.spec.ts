import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { alone } from '../../../../deploy/local/infra/lock.js';
import { isRunning, startServer, startTimeOf, stopServer } from '../../../../deploy/local/infra/processes.js';
import { startInfra } from '../../../../deploy/local/infra/start-infra.js';
import { readState, writeState } from '../../../../deploy/local/infra/state.js';
import { stopInfra } from '../../../../deploy/local/infra/stop-infra.js';
import { waitUntil } from '../../../../deploy/local/infra/wait-until.js';
import { until } from '../until.js';

/** Stands for a server: runs until it is asked to end. */
const calm = ['-e', 'setInterval(() => {}, 1000)'];
const quiet = (): void => undefined;
let cache: string;
let began: Array<ReturnType<typeof startServer>>;

function start(name: string, parameters = calm) {
  const server = startServer(name, process.execPath, parameters, join(cache, `${name}.log`));
  began.push(server);
  return server;
}

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'infra-'));
  began = [];
});
afterEach(async () => {
  await Promise.all(began.map((server) => stopServer(server, 2000)));
  rmSync(cache, { recursive: true });
});

/** Starts `name` and records it as infra:up does. */
function record(name: string) {
  const server = start(name);
  const state = readState(cache);
  writeState(cache, { ...state, brokers: 1, KAFKA_BROKERS: '127.0.0.1:1', processes: [...state.processes, server] });
  return server;
}

describe('servers that outlive us', () => {
  it('stops what was started and forgets it', async () => {
    const server = record('kafka-1');
    expect(isRunning(server)).toBe(true);
    expect(await stopInfra({ cache, say: quiet })).toEqual(['kafka-1: stopped']);
    expect(isRunning(server)).toBe(false);
    expect(readState(cache)).toMatchObject({ processes: [], brokers: 0 });
    expect(readState(cache).KAFKA_BROKERS).toBeUndefined();
  });

  it('leaves a process alone that only has the id of an old one', async () => {
    const server = record('mariadb');
    writeState(cache, { ...readState(cache), processes: [{ ...server, startedAt: '1' }] });
    expect(await stopInfra({ cache, say: quiet })).toEqual(['mariadb: was not running']);
    expect(isRunning(server)).toBe(true);
  });

  it('stops only the named ones', async () => {
    const [broker, database] = [record('kafka-1'), record('mariadb')];
    await stopInfra({ names: ['mariadb'], cache, say: quiet });
    expect([isRunning(broker), isRunning(database)]).toEqual([true, false]);
    expect(readState(cache)).toMatchObject({ KAFKA_BROKERS: '127.0.0.1:1', processes: [{ name: 'kafka-1' }] });
  });

  it('kills one that does not listen', async () => {
    const server = start('stubborn', ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("deaf")']);
    await until('it hears no signal', () => readFileSync(join(cache, 'stubborn.log'), 'utf8').includes('deaf'));
    expect(await stopServer(server, 200)).toBe('killed');
    expect(isRunning(server)).toBe(false);
  });

  it('wipes the data, not the jars', async () => {
    for (const folder of ['kafka/data/1', 'kafka/4.4.0', 'mariadb/data']) mkdirSync(join(cache, folder), { recursive: true });
    record('kafka-1');
    await stopInfra({ wipe: true, cache, say: quiet });
    expect(['kafka/data', 'kafka/4.4.0', 'mariadb', 'infra.json'].map((path) => existsSync(join(cache, path)))).toEqual([false, true, false, false]);
  });

  it('keeps its notes from others', () => {
    writeState(cache, { ...readState(cache), password: 'secret' });
    expect(statSync(join(cache, 'infra.json')).mode & 0o777).toBe(0o600);
  });
});

describe('wait until a server answers', () => {
  it('ends with the log of a server that ended', async () => {
    const server = start('kafka-1', ['-e', 'console.error("Address already in use"); process.exit(1)']);
    await expect(waitUntil('kafka', async () => false, { say: quiet, servers: [server], logOf: (name) => join(cache, `${name}.log`) })).rejects.toThrow(/kafka-1 ended while starting.*Address already in use/s);
  });

  it('ends with the log of a server that never answers', async () => {
    const server = record('kafka-1');
    await expect(waitUntil('kafka', async () => false, { say: quiet, servers: [server], logOf: (name) => join(cache, `${name}.log`), limit: 300 })).rejects.toThrow('kafka: no answer within 0.3 s.');
  });
});

describe('addresses given', () => {
  const given = (KAFKA_BROKERS: string) => startInfra({ only: 'kafka', cache, environment: { KAFKA_BROKERS }, say: quiet });

  it('are taken as they are when one of them listens', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await given(`127.0.0.1:1,${address}`)).toEqual({ KAFKA_BROKERS: `127.0.0.1:1,${address}`, ways: { kafka: 'given' }, started: [] });
    expect(existsSync(join(cache, 'infra.json'))).toBe(false);
    await new Promise((done) => server.close(done));
  });

  it('are an error where nothing listens', async () => { await expect(given('127.0.0.1:1')).rejects.toThrow('KAFKA_BROKERS is 127.0.0.1:1, but nothing listens there.'); });
});

describe('the lock', () => {
  it('lets one after the other in', async () => {
    const order: string[] = [];
    const work = (name: string) => alone(cache, quiet, async () => { order.push(`${name} in`); await new Promise((done) => setTimeout(done, 50)); order.push(`${name} out`); });
    await Promise.all([work('a'), work('b')]);
    expect([order.slice(0, 2), order.slice(2)].sort()).toEqual([['a in', 'a out'], ['b in', 'b out']]);
  });

  it('does not hold once its holder has ended', async () => {
    writeFileSync(join(cache, 'infra.lock'), JSON.stringify({ name: 'infra', pid: process.pid, startedAt: 'earlier' }));
    expect(startTimeOf(process.pid)).not.toBe('earlier');
    expect(await alone(cache, quiet, async () => 'done')).toBe('done');
  });
});
