import { Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { z } from 'zod';
import { leadInput, ProblemError, type Identity } from '#contracts';
import { Caller, JsonBody, RawBody } from '#platform';
import { KnownConnections } from './known-connections.js';
import { apiConnection, checkedKey } from './program-calls.js';
import { MOST_LEADS, ReadCall } from './read-call.js';
import type { SubmissionAnswer } from './submission.js';
import { TakeCalls } from './take-calls.js';

/** One lead or several, as one shape, so that a finding names its place: `leads.3.email`. */
const leadsBody = z.preprocess(
  (body) => ({ single: !Array.isArray(body), leads: Array.isArray(body) ? body : [body] }),
  z.object({ single: z.boolean(), leads: z.array(leadInput).min(1).max(MOST_LEADS) }),
);
type LeadsBody = z.infer<typeof leadsBody>;

interface Reply { header(name: string, value: string): Reply }

/** The door of programs: a token instead of a signature, and an answer that says how each lead ended. */
@Controller()
export class ReceiveLeadsController {
  constructor(private readonly connections: KnownConnections, private readonly readCall: ReadCall, private readonly calls: TakeCalls) {}

  /** One answer for one lead, a list for a list. With an `Idempotency-Key` the same body is answered the same and stored once. */
  @Post('/api/leads')
  @HttpCode(200)
  async receive(
    @JsonBody(leadsBody) { single, leads }: LeadsBody, @RawBody() bytes: Buffer, @Headers('idempotency-key') key: string | undefined,
    @Caller() caller: Identity, @Res({ passthrough: true }) reply: Reply,
  ): Promise<SubmissionAnswer | readonly SubmissionAnswer[]> {
    const idempotencyKey = checkedKey(key);
    const call = this.readCall.program(leads.map((lead, index) => ({ compiled: apiConnection(this.connections, lead.connection, single ? 'connection' : `${index}.connection`), lead })), bytes, caller.user, idempotencyKey);
    const { is, answers } = await this.calls.take(call);
    if (is === 'conflict') {
      throw new ProblemError(409, 'idempotency_conflict', 'Another body under the same key', `Idempotency-Key ${JSON.stringify(idempotencyKey)} was used before with another body, so this one was not stored. Use a new key for other leads.`);
    }
    if (is === 'repeat') reply.header('idempotency-replayed', 'true');
    return single ? answers[0]! : answers;
  }
}
