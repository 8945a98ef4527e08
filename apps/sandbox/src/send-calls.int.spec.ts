import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outboundMessage } from './plan/vendor-bodies.js';
import { planCalls } from './plan-calls.js';
import { SANDBOX_SECRETS } from './secrets.js';
import { sendCalls, type SendProgress } from './send-calls.js';
import { startSandbox, type Sandbox } from './start-sandbox.js';
import { buildWorld } from './world/build-world.js';

const world = buildWorld();
const plan = planCalls({ seed: 'send', submissions: 80, world, now: Date.UTC(2026, 10, 22) });
/** Calls are known by their bytes: not every sender names them in a header. */
const idOf = new Map(plan.calls.map(({ body, id }) => [body, id]));
const refusals = new Map(plan.calls.flatMap(({ body, refusal }) => (refusal === null ? [] : [[body, refusal] as const])));

interface Heard { readonly id: string; readonly at: number }
type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'hang up' | null;

describe('sendCalls', () => {
  let product: Server;
  let sandbox: Sandbox;
  let heard: Heard[];
  let underWay: number;
  let mostUnderWay: number;
  /** What comes instead of the right answer; null is the right one. */
  let trouble: (id: string) => Answer;
  /** What every answer waits for; it is let go by a test. */
  let mayAnswer: Promise<void>;

  beforeEach(async () => {
    [heard, underWay, mostUnderWay, trouble, mayAnswer] = [[], 0, 0, () => null, Promise.resolve()];
    sandbox = await startSandbox({ port: 0, world });
    product = createServer((request, response) => {
      mostUnderWay = Math.max(mostUnderWay, (underWay += 1));
      void readBody(request).then(async (body) => {
        await mayAnswer;
        underWay -= 1;
        const id = idOf.get(body) ?? /<Id>(04l\w+)/.exec(body)![1]!;
        heard.push({ id, at: performance.now() });
        const answer = trouble(id) ?? { status: refusals.get(body) ?? 200 };
        if (answer === 'hang up') return request.socket.destroy();
        return response.writeHead(answer.status, answer.headers).end(answer.body ?? '<Ack>true</Ack>');
      });
    });
    await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await sandbox.stop();
    await new Promise<void>((resolve) => { product.close(() => resolve()); product.closeAllConnections(); });
  });

  const send = (more: { patienceMs?: number; onProgress?: (progress: SendProgress) => void } = {}) =>
    sendCalls(plan, { baseUrl: `http://127.0.0.1:${(product.address() as AddressInfo).port}`, secrets: SANDBOX_SECRETS, sandbox, concurrency: 8, ...more });
  const times = (id: string): number => heard.filter((one) => one.id === id).length;

  it('sends every call once, some at once but never more than allowed, and says how all were answered', async () => {
    const progress: SendProgress[] = [];
    const answers = Promise.withResolvers<void>();
    mayAnswer = answers.promise;
    const sending = send({ onProgress: (one) => progress.push(one) });
    while (underWay < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    answers.resolve();
    const summary = await sending;
    const refused = plan.calls.filter(({ refusal }) => refusal !== null).length;
    expect(summary).toMatchObject({ calls: plan.calls.length, acceptedCalls: plan.calls.length - refused, acceptedSubmissions: 80 - refused, unansweredSubmissions: 0, repeatedAttempts: 0, surprises: [] });
    expect(Object.values(summary.refusedSubmissions).reduce((sum, count) => sum + count, 0)).toBe(refused);
    expect(heard).toHaveLength(plan.calls.length);
    expect(mostUnderWay).toBeLessThanOrEqual(9);
    expect(progress.at(-1)).toEqual({ calls: plan.calls.length, ofCalls: plan.calls.length, submissions: 80, ofSubmissions: 80 });
  });

  it('has the contacts in the CRM before the first call, and every call in the journal with how it is meant to end', async () => {
    await send();
    const { entries } = sandbox.journal;
    expect(entries.findLastIndex(({ kind }) => kind === 'contact-seeded')).toBeLessThan(entries.findIndex(({ kind }) => kind === 'call-sent'));
    const sent = entries.flatMap((entry) => (entry.kind === 'call-sent' ? entry.submissions : []));
    expect(sent.map(({ id }) => id).sort()).toEqual(plan.calls.flatMap(({ submissions }) => submissions.map(({ id }) => id)).sort());
  });

  it('sends Mina\'s second call no sooner than 150 ms after her first', async () => {
    await send();
    const [form, hubspot] = plan.calls.filter(({ submissions }) => submissions[0]!.cast === '2').map(({ id }) => heard.find((one) => one.id === id)!.at);
    expect(hubspot! - form!).toBeGreaterThan(120);
  });

  it('sends again under the same id after a broken connection and after 503, no sooner than it is asked to', async () => {
    const [first, second] = plan.calls.filter(({ refusal, submissions }) => refusal === null && submissions[0]!.repeat === null && !plan.calls.some((other) => other.submissions[0]!.repeat === 'same-call' && other.submissions[0]!.asking.email === submissions[0]!.asking.email)).map(({ id }) => id);
    trouble = (id) => (times(id) > 1 ? null : id === first ? 'hang up' : id === second ? { status: 503, headers: { 'retry-after': '1' } } : null);
    const summary = await send();
    expect(summary).toMatchObject({ repeatedAttempts: 2, unansweredSubmissions: 0, surprises: [] });
    expect([times(first!), times(second!)]).toEqual([2, 2]);
    const [before, after] = heard.filter(({ id }) => id === second).map(({ at }) => at);
    expect(after! - before!).toBeGreaterThan(990);
    expect(sandbox.journal.entries.filter((entry) => entry.kind === 'call-sent' && entry.call === first)).toMatchObject([{ attempt: 1, status: null, error: expect.any(String) }, { attempt: 2, status: 200 }]);
  });

  it('sends an outbound message again until it is acknowledged: a plain 200 is no Ack', async () => {
    const leads = [{ Id: '00QRW0000000001AAA', Email: 'a@larkmoor.example' }, { Id: '00QRW0000000002AAA', Email: 'b@larkmoor.example' }];
    const call = { ...plan.calls[0]!, id: 'om-1', path: '/hooks/salesforce-emea', vendor: 'salesforce' as const, body: outboundMessage(leads, 7), refusal: null, afterMs: null };
    trouble = (id) => ({ status: 200, body: times(id) > 1 ? '<notificationsResponse><Ack>true</Ack></notificationsResponse>' : '<Ack>false</Ack>' });
    const summary = await sendCalls({ submissions: 2, calls: [call], people: [] }, { baseUrl: `http://127.0.0.1:${(product.address() as AddressInfo).port}`, secrets: SANDBOX_SECRETS, sandbox });
    expect(summary).toMatchObject({ acceptedCalls: 1, repeatedAttempts: 1, surprises: [] });
    expect(heard.map(({ id }) => id)).toEqual(['04lRW0000000007AAA', '04lRW0000000007AAA']);
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'call-sent')).toMatchObject([{ attempt: 1, status: null, error: 'answered 200 without an Ack' }, { attempt: 2, status: 200, error: null }]);
  });

  it('gives up in time, and tells of what nobody answered and of an answer that was not planned', async () => {
    const [first, second] = plan.calls.filter(({ refusal }) => refusal === null).map(({ id }) => id);
    trouble = (id) => (id === first ? 'hang up' : id === second ? { status: 404 } : null);
    const { surprises, unansweredSubmissions } = await send({ patienceMs: 300 });
    expect(surprises.filter((sentence) => sentence.includes(`${first} `))).toEqual([expect.stringContaining('nobody answered')]);
    expect(surprises.filter((sentence) => sentence.includes(`${second} `))).toEqual([expect.stringContaining('was to be accepted, but the answer was 404')]);
    expect(unansweredSubmissions).toBeGreaterThan(0);
  });
});

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
