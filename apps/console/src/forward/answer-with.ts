import type { ServiceResponse } from '#platform';

export interface RawReply { code(status: number): RawReply; header(name: string, value: string): RawReply; send(body?: Buffer): unknown }

/** Headers of another app's answer that a client may see. */
const PASSED_BACK = ['content-type', 'location', 'retry-after', 'etag', 'idempotency-replayed'];

/** Answers with what another app answered. */
export function answerWith(reply: RawReply, { status, headers, body }: ServiceResponse): void {
  reply.code(status);
  for (const name of PASSED_BACK) if (headers[name] !== undefined) reply.header(name, headers[name]);
  reply.send(body.length > 0 ? body : undefined);
}
