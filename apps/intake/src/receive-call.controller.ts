import { Controller, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ProblemError } from '#contracts';
import { failpoint } from '#persistence';
import { Clock, Environment, RawBody } from '#platform';
import { KnownConnections, type Hook } from './known-connections.js';
import type { CallHeaders, RefusalCode } from './proof.js';
import { ReadCall } from './read-call.js';
import { Refusals } from './refusals.js';
import { TakeCalls } from './take-calls.js';

interface Reply { type(value: string): unknown; readonly raw: { once(event: 'finish', listener: () => void): unknown } }

/**
 * The door of CRMs and forms. A call is refused only when nobody can say whose it is, when it cannot be read, or when it is too
 * large; whatever else it holds is kept. The answer comes after the commit: 2xx means that nothing of it can be lost.
 */
@Controller()
export class ReceiveCallController {
  constructor(
    private readonly connections: KnownConnections, private readonly readCall: ReadCall, private readonly calls: TakeCalls,
    private readonly refusals: Refusals, private readonly environment: Environment, private readonly clock: Clock,
  ) {}

  @Post('/hooks/:connection')
  @HttpCode(200)
  receive(
    @Param('connection') name: string, @Headers() headers: CallHeaders, @RawBody() bytes: Buffer, @Req() { url }: { url: string }, @Res({ passthrough: true }) reply: Reply,
  ): Promise<{ accepted: number } | string> {
    return this.refusals.watch(this.connections.has(name) ? name : null, async () => {
      const hook = this.connections.hook(name);
      const { sender } = hook;
      const senderId = this.prove(hook, headers, bytes, url);
      const kept = sender.keep?.(bytes) ?? bytes;
      const call = this.readCall.webhook(hook.compiled, kept, sender.parse(kept), senderId);
      failpoint('K1');
      reply.raw.once('finish', () => failpoint('K4'));
      const { answers } = await this.calls.take(call);
      if (!sender.answer) return { accepted: call.announced ? call.announced.leads.length : answers.length };
      reply.type(sender.answer.type);
      return sender.answer.body;
    });
  }

  /** The sender's id of the call, where the proof covers one. Errors: 401, saying what was checked and what to do. */
  private prove({ compiled: { name }, prove }: Hook, headers: CallHeaders, body: Buffer, path: string): string | null {
    const address = `POST ${this.environment.publicUrl}/hooks/${name}`;
    const proof = prove({ headers, body, address, url: `${this.environment.publicUrl}${path}`, now: this.clock.now() });
    if (!proof.proved) throw new ProblemError(401, proof.code, TITLES[proof.code], proof.detail, { connection: name });
    return proof.id;
  }
}

const TITLES: Readonly<Record<RefusalCode, string>> = {
  signature_missing: 'Signature is missing',
  signature_invalid: 'Signature does not match',
  signature_expired: 'Timestamp is too old or too far ahead',
};
