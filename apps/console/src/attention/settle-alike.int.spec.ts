import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messageDeadLettered, type AttentionItem, type AuditView, type MessageDeadLettered, type SettledManyView } from '#contracts';
import { outgoing } from '#messaging';
import { until } from '#testing';
import { AskConsole } from '../../test/ask-console.js';
import { ConsoleHome, type RunningConsole } from '../../test/console-home.js';

const HOUR = 3_600_000;
const item = (deadLetterId: string, more: Partial<MessageDeadLettered> & { code?: string; connection?: string } = {}): MessageDeadLettered => ({
  deadLetterId, app: 'delivery', kind: 'effect', state: 'open', title: 't', detail: 'd', fix: 'f', attempts: 1, firstFailedAt: new Date().toISOString(), closedBy: null, closedBecause: null, ...more,
  failure: { code: more.code ?? 'DELIVERY.REFUSED', message: 'no', retryable: false, details: more.connection ? { connection: more.connection } : {} },
});

describe('settling all that is alike', () => {
  const home = new ConsoleHome();
  let running: RunningConsole;
  let ask: AskConsole;

  beforeAll(async () => {
    running = await home.start();
    ask = new AskConsole(running);
    const outbox = running.bus.outbox('delivery');
    const many = Array.from({ length: 520 }, (_, index) => item(`many-${String(index).padStart(3, '0')}`, { code: 'TEST.MANY' }));
    const items = [
      item('a', { connection: 'hubspot-main' }), item('b', { connection: 'pipedrive-partners' }), item('c', { firstFailedAt: new Date(Date.now() - 5 * HOUR).toISOString() }),
      item('d', { code: 'SUBMISSION.UNREACHABLE', app: 'intake', kind: 'submission' }), item('e', { state: 'closed' }), ...many,
    ];
    await running.store.work.transact({ *write() { yield* outbox.publish(items.map((data) => outgoing(messageDeadLettered, 'lead-1', data))); } });
    await until('all are listed', async () => (await ask.read<AttentionItem[]>('/api/dead-letters?state=closed')).length === 1 && (await count({ kind: 'effect' })) === 523);
  });
  afterAll(async () => {
    await running.stop();
    home.remove();
  });

  const post = async (action: 'redrive' | 'discard', body: object) => (await ask.send('POST', `/api/dead-letters/${action}`, undefined, body)).json<SettledManyView>();
  const count = async (filter: object) => (await post('redrive', { ...filter, dryRun: true })).matched;
  const answers = (answer: object, status = 200) => { running.others.answer = { status, headers: {}, body: Buffer.from(JSON.stringify(answer)) }; };
  const lastAsked = () => { const { app, request } = running.others.asked.at(-1)!; return { app, path: request.path, body: JSON.parse(String(request.body)) as object }; };

  it.each([
    [{ code: 'DELIVERY.REFUSED' }, 3], [{ app: 'intake' }, 1], [{ kind: 'submission' }, 1], [{ connection: 'hubspot-main' }, 1], [{ olderThan: '4h' }, 1],
    [{ code: 'DELIVERY.REFUSED', connection: 'pipedrive-partners' }, 1], [{ code: 'DELIVERY.REFUSED', app: 'intake' }, 0],
  ])('counts what fits %j, and asks nobody', async (filter, amount) => {
    const before = running.others.asked.length;
    expect(await post('redrive', { ...filter, dryRun: true })).toEqual({ matched: amount, settled: 0, refusedCount: 0, refused: [], left: amount });
    expect(running.others.asked).toHaveLength(before);
  });

  it('asks the app that owns them, and keeps who did it, how many and why', async () => {
    answers({ settled: ['a', 'b'], refused: [{ id: 'c', code: 'not_retryable', why: 'no' }] });
    expect(await post('redrive', { code: 'DELIVERY.REFUSED', reason: 'HubSpot is back' })).toEqual({ matched: 3, settled: 2, refusedCount: 1, refused: [{ id: 'c', code: 'not_retryable', why: 'no' }], left: 1 });
    expect(lastAsked()).toEqual({ app: 'delivery', path: '/internal/dead-letters/redrive', body: { ids: ['a', 'b', 'c'] } });
    const { records } = await ask.read<AuditView>('/api/audit?action=attention.redrive-many');
    expect(records).toEqual([{ id: expect.any(String), at: expect.any(String), by: 'token:admin', action: 'attention.redrive-many', subject: 'delivery', detail: '2 of 3 retried: code DELIVERY.REFUSED. Because: HubSpot is back' }]);
  });

  it('settles at most 500 at once, and says how many are left', async () => {
    answers({ settled: Array.from({ length: 500 }, (_, index) => `many-${index}`), refused: [] });
    expect(await post('discard', { code: 'TEST.MANY', reason: 'a test' })).toMatchObject({ matched: 520, settled: 500, left: 20 });
    expect((lastAsked().body as { ids: string[] }).ids).toHaveLength(500);
  });

  it('passes over what cannot be settled', async () => {
    const before = running.others.asked.length;
    answers({ settled: [], refused: Array.from({ length: 500 }, (_, index) => ({ id: `many-${index}`, code: 'not_retryable', why: 'no' })) });
    expect(await post('redrive', { code: 'TEST.MANY' })).toMatchObject({ matched: 520, settled: 0 });
    expect(running.others.asked.length - before).toBe(2);
  });

  it('says when the app refuses, and keeps no record of what did not happen', async () => {
    answers({}, 503);
    expect(await ask.refusal(ask.send('POST', '/api/dead-letters/discard', undefined, { app: 'intake', reason: 'old' }))).toEqual([502, 'not_settled']);
    expect((await ask.read<AuditView>('/api/audit?subject=intake')).records).toEqual([]);
  });

  it.each([['redrive', {}], ['redrive', { dryRun: true }], ['discard', { code: 'X' }], ['redrive', { olderThan: 'long' }], ['redrive', { code: 'X', id: 'y' }]] as const)('refuses %s of %j', async (action, body) => {
    expect(await ask.refusal(ask.send('POST', `/api/dead-letters/${action}`, undefined, body))).toEqual([422, 'body_invalid']);
  });

  it('shows the record page by page, the newest first', async () => {
    const first = await ask.read<AuditView>('/api/audit?limit=1');
    const second = await ask.read<AuditView>(`/api/audit?limit=500&before=${first.next}`);
    expect([first.records.length, second.next, first.records[0]!.at >= second.records[0]!.at]).toEqual([1, null, true]);
    expect([...first.records, ...second.records].filter(({ action }) => action.startsWith('attention')).map(({ action }) => action)).toEqual(['attention.discard-many', 'attention.redrive-many']);
    expect(await ask.refusal(ask.send('GET', '/api/audit?limit=many'))).toEqual([400, 'bad_query']);
  });
});
