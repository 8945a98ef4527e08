import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { leadAccepted, retryable, terminal, type LeadAccepted } from '#contracts';
import { busMigration, EmbeddedBus, OnBatch, OnTask, outgoing, Tasks, type Batch, type Task } from '#messaging';
import { openSqliteStore, type Store } from '#persistence';
import { SystemClock, UlidIds } from '../edges.js';
import { AxiosSafeHttp } from '../egress/safe-http.js';
import { Environment } from '../environment.js';
import { SigningKey } from '../http/signing-key.js';
import { PinoLog } from '../log.js';
import { createService, serviceMigrations, type Host, type RunningService } from './create-service.js';

const heard: string[] = [];

@Controller()
class EchoConsumer {
  constructor(private readonly tasks: Tasks) {}

  @OnBatch(leadAccepted)
  async hear(batch: Batch<LeadAccepted>): Promise<void> {
    const { tasks } = this;
    const reps = batch.map(({ data, leadId }) => {
      if (data.rep === 'later') throw retryable('TEST.LATER', 'not yet');
      return { rep: data.rep, leadId };
    });
    await batch.commit({ *write() { yield* tasks.add(reps.map(({ value }) => ({ kind: 'echo', payload: value, leadId: value.leadId }))); } });
  }

  @OnTask<{ rep: string }>('echo')
  async echo(task: Task<{ rep: string }>): Promise<void> {
    if (task.payload.rep === 'broken') throw terminal('TEST.BROKEN', 'This one never works.');
    heard.push(task.payload.rep);
  }

  @Get('/hello')
  hello(): string {
    return 'hello';
  }
}

@Module({ controllers: [EchoConsumer] })
class EchoModule {}

const definition = { name: 'delivery' as const, module: EchoModule, migrations: [], configs: [] };

describe('a service', () => {
  let folder: string;
  let store: Store;
  let bus: EmbeddedBus;
  let service: RunningService;
  let errors: string[];

  beforeEach(async () => {
    heard.length = 0;
    errors = [];
    folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
    const environment = new Environment({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
    const clock = new SystemClock();
    const ids = new UlidIds();
    store = await openSqliteStore({ file: join(folder, 'a.sqlite'), migrations: [busMigration, ...serviceMigrations(definition)] });
    bus = new EmbeddedBus({ work: store.work, edge: { now: () => clock.now(), nextId: () => ids.next() }, onError: (event) => errors.push(event) });
    const host: Host = { environment, store, bus, clock, ids, log: PinoLog.open('silent'), http: new AxiosSafeHttp(null), caller: { call: async () => { throw new Error('nobody to call'); } }, signingKey: SigningKey.from(environment), alone: true };
    service = await createService(definition, host);
    await service.startMessaging();
  });

  afterEach(async () => {
    await service.messaging.stop();
    await bus.close();
    await service.stop();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const accepted = (leadId: string, rep: string) => outgoing(leadAccepted, leadId, { epoch: 1, rep, by: rep });

  it('hands published events to its batch handler, and the tasks that follow to its task handler', async () => {
    const outbox = bus.outbox('assignment');
    await store.work.transact({ *write() { yield* outbox.publish([accepted('a', 'ana'), accepted('b', 'nora')]); } });
    await until(() => heard.length === 2);
    expect(heard.sort()).toEqual(['ana', 'nora']);
  });

  it('keeps the code of a failure that a handler throws: it is parked as retryable, its neighbour goes on', async () => {
    const outbox = bus.outbox('assignment');
    await store.work.transact({ *write() { yield* outbox.publish([accepted('a', 'later'), accepted('b', 'nora')]); } });
    await until(() => heard.length === 1);
    const rows = await store.dataSource.query("SELECT kind, lane FROM delivery_tasks WHERE kind = 'message.retry'");
    expect(rows).toEqual([{ kind: 'message.retry', lane: 'lead.accepted.v1|a' }]);
  });

  it('dead-letters a task under the code that its handler threw, not under a general one', async () => {
    const outbox = bus.outbox('assignment');
    await store.work.transact({ *write() { yield* outbox.publish([accepted('a', 'broken')]); } });
    const rows = await untilRows(() => store.dataSource.query('SELECT lead_id, failure FROM delivery_dead_letters'));
    expect(rows.map(({ lead_id, failure }) => [lead_id, JSON.parse(failure).code])).toEqual([['a', 'TEST.BROKEN']]);
  });

  it('answers health and refuses what no table row allows', async () => {
    expect((await service.app.inject('/healthz')).json()).toEqual({ status: 'alive', stuck: [] });
    expect((await service.app.inject('/readyz')).statusCode).toBe(200);
    expect((await service.app.inject('/hello')).body).toBe('hello');
    const refused = await service.app.inject({ method: 'POST', url: '/internal/dead-letters/x/redrive' });
    expect({ status: refused.statusCode, code: refused.json<{ code: string }>().code, type: refused.headers['content-type'] }).toEqual({ status: 401, code: 'not_signed_in', type: 'application/problem+json; charset=utf-8' });
    expect((await service.app.inject('/nothing-here')).json<{ code: string }>().code).toBe('not_found');
  });
});

async function until(condition: () => boolean, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function untilRows(query: () => Promise<{ lead_id: string; failure: string }[]>): Promise<{ lead_id: string; failure: string }[]> {
  let rows: { lead_id: string; failure: string }[] = [];
  for (let tries = 0; rows.length === 0 && tries < 500; tries += 1) {
    rows = await query();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return rows;
}
