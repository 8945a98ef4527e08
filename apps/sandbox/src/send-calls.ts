import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SentSubmission } from './journal.js';
import { fullNameOf, type PlannedCall, type PlannedSubmission } from './plan/planned-call.js';
import { addressOf, signCall } from './plan/sign-call.js';
import { isAcknowledged } from './plan/vendor-bodies.js';
import type { Plan } from './plan-calls.js';
import type { SandboxSecrets } from './secrets.js';
import type { Sandbox } from './start-sandbox.js';

export interface SendOptions {
  /** The product: `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  readonly secrets: SandboxSecrets;
  /** Its CRMs get the people of the plan, its journal every call. */
  readonly sandbox: Pick<Sandbox, 'seed' | 'journal'>;
  /** Calls under way at once; default 16. */
  readonly concurrency?: number;
  /** How long one call is sent again while nobody answers or the answer is 5xx or 429; default 60 s. */
  readonly patienceMs?: number;
  readonly now?: () => number;
  readonly onProgress?: (progress: SendProgress) => void;
}

export interface SendProgress { readonly calls: number; readonly ofCalls: number; readonly submissions: number; readonly ofSubmissions: number }

export interface SendSummary {
  readonly calls: number;
  /** Calls and submissions that were answered with 2xx. */
  readonly acceptedCalls: number;
  readonly acceptedSubmissions: number;
  /** Submissions whose call was answered with 4xx, by status. */
  readonly refusedSubmissions: Readonly<Record<number, number>>;
  /** Submissions whose call was never answered, in all that patience. */
  readonly unansweredSubmissions: number;
  /** Attempts beyond the first of each call. */
  readonly repeatedAttempts: number;
  /** Calls that ended otherwise than planned, in words. */
  readonly surprises: readonly string[];
}

/** Sends a plan as its senders would: in order, several at once, again when told to or when nobody answers. */
export async function sendCalls(plan: Plan, options: SendOptions): Promise<SendSummary> {
  options.sandbox.seed(plan.people);
  const agent = new Agent({ keepAlive: true });
  const sender = new Sender(options, agent);
  const waiting = groupFollowers(plan.calls);
  const sent: SentCall[] = [];
  const report = (one: SentCall): void => {
    sent.push(one);
    options.onProgress?.({ calls: sent.length, ofCalls: plan.calls.length, submissions: sent.reduce((sum, { call }) => sum + call.submissions.length, 0), ofSubmissions: plan.submissions });
  };
  const worker = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      await Promise.all(group.map(async ({ call, afterMs }) => {
        if (afterMs > 0) await sleep(afterMs);
        report(await sender.send(call));
      }));
    }
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency ?? 16 }, worker));
  } finally {
    agent.destroy();
  }
  return summarize(sent);
}

interface SentCall { readonly call: PlannedCall; readonly status: number | null; readonly attempts: number }

/** Each call with those that leave a set time after it; times count from the first of the group. */
function groupFollowers(calls: readonly PlannedCall[]): { call: PlannedCall; afterMs: number }[][] {
  const groups: { call: PlannedCall; afterMs: number }[][] = [];
  for (const call of calls) {
    const group = groups.at(-1);
    if (call.afterMs !== null && group) group.push({ call, afterMs: group.at(-1)!.afterMs + call.afterMs });
    else groups.push([{ call, afterMs: 0 }]);
  }
  return groups;
}

class Sender {
  private readonly now: () => number;

  constructor(private readonly options: SendOptions, private readonly agent: Agent) {
    this.now = options.now ?? Date.now;
  }

  async send(call: PlannedCall): Promise<SentCall> {
    const giveUpAt = this.now() + (this.options.patienceMs ?? 60_000);
    for (let attempt = 1; ; attempt += 1) {
      const { status, retryAfterMs } = await this.attempt(call, attempt);
      const wait = retryAfterMs ?? Math.min(2_000, 100 * 2 ** (attempt - 1));
      if (!isTrouble(status) || this.now() + wait > giveUpAt) return { call, status, attempts: attempt };
      await sleep(wait);
    }
  }

  private async attempt(call: PlannedCall, attempt: number): Promise<{ status: number | null; retryAfterMs: number | null }> {
    const started = this.now();
    const bytes = Buffer.from(call.body);
    const answer = await this.post(call, bytes, started).catch((error: Error) => ({ status: null, retryAfterMs: null, error: error.message }));
    this.options.sandbox.journal.add({
      kind: 'call-sent', call: call.id, connection: call.connection, attempt, bytes: bytes.length, status: answer.status, error: 'error' in answer ? answer.error : null,
      ms: this.now() - started, submissions: call.submissions.map(asSent),
    });
    return answer;
  }

  private post(call: PlannedCall, body: Buffer, now: number): Promise<{ status: number; retryAfterMs: number | null }> {
    return new Promise((resolve, reject) => {
      const url = addressOf(call, this.options.secrets, this.options.baseUrl);
      const headers = { ...signCall(call, this.options.secrets, this.options.baseUrl, now), 'content-length': body.length };
      let answer: { status: number; retryAfterMs: number | null } | null = null;
      const outgoing = request(url, { method: 'POST', agent: this.agent, headers, timeout: 15_000 }, (incoming) => {
        const seconds = Number(incoming.headers['retry-after']);
        const answered = { status: incoming.statusCode ?? 0, retryAfterMs: seconds > 0 ? seconds * 1_000 : null };
        if (call.vendor === 'salesforce' && isAccepted(answered.status)) return void readAck(incoming).then((taken) => (taken ? resolve(answered) : reject(new Error(`answered ${answered.status} without an Ack`))), reject);
        answer = answered;
        incoming.resume().once('close', () => resolve(answered));
      });
      outgoing.once('timeout', () => outgoing.destroy(new Error('no answer within 15 s')));
      // The status stands even if the connection breaks after it, as it does when the rest of a body is not wanted.
      outgoing.on('error', (error) => (answer ? resolve(answer) : reject(error)));
      outgoing.end(body);
    });
  }
}

/** Salesforce sends again whatever was not acknowledged in so many words. */
async function readAck(incoming: IncomingMessage): Promise<boolean> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return isAcknowledged(Buffer.concat(chunks).toString('utf8'));
}

const isTrouble = (status: number | null): boolean => status === null || status === 429 || status >= 500;
const isAccepted = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

const asSent = ({ id, end, mode, asking, objectId, cast }: PlannedSubmission): SentSubmission => ({ id, end, mode, email: asking.email, fullName: fullNameOf(asking), objectId, cast });

function summarize(sent: readonly SentCall[]): SendSummary {
  const submissionsOf = (calls: readonly SentCall[]): number => calls.reduce((sum, { call }) => sum + call.submissions.length, 0);
  const accepted = sent.filter(({ status }) => isAccepted(status));
  const refused: Record<number, number> = {};
  for (const { call, status } of sent) if (status !== null && !isTrouble(status) && !isAccepted(status)) refused[status] = (refused[status] ?? 0) + call.submissions.length;
  return {
    calls: sent.length, acceptedCalls: accepted.length, acceptedSubmissions: submissionsOf(accepted), refusedSubmissions: refused,
    unansweredSubmissions: submissionsOf(sent.filter(({ status }) => isTrouble(status))),
    repeatedAttempts: sent.reduce((sum, { attempts }) => sum + attempts - 1, 0),
    surprises: sent.filter(({ call, status }) => (call.refusal === null ? !isAccepted(status) : call.refusal !== status))
      .map(({ call, status }) => `Call ${call.id} (${call.connection}) was to be ${call.refusal === null ? 'accepted' : `refused with ${call.refusal}`}, but ${status === null ? 'nobody answered' : `the answer was ${status}`}.`),
  };
}
