import { Transform, type Readable } from 'node:stream';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { ProblemError, routes, type RouteRow } from '#contracts';
import { routeRow } from './route-guard.js';

/**
 * Routes with `streams` in the table get a body of that type as it comes in, unread; nothing else does, so that no other route
 * holds more than the body limit. The guard runs before a byte is read.
 * Errors: 415 body_type_wrong on such a route for another type, and elsewhere for theirs; 413 body_too_large where the length is told.
 */
export function streamBodies(adapter: FastifyAdapter): void {
  const instance = adapter.getInstance();
  for (const type of new Set(routes.flatMap(({ streams }) => streams?.type ?? []))) {
    instance.addContentTypeParser(type, (request, body, done) => {
      const streams = rowOf(request)?.streams;
      if (streams?.type !== type) done(new ProblemError(415, 'body_type_wrong', 'Wrong type of body', `${type} is not taken here. Send JSON.`));
      else if (Number(request.headers['content-length']) > streams.limit) done(tooLarge(streams.limit));
      else done(null, body);
    });
  }
  instance.addHook('onRequest', async (request) => {
    const streams = rowOf(request)?.streams;
    const type = request.headers['content-type']?.split(';')[0]!.trim().toLowerCase();
    if (!streams || type === streams.type) return;
    throw new ProblemError(415, 'body_type_wrong', 'Wrong type of body', `The body is sent as ${type ?? 'no type'}; send the bytes of the file with the header content-type: ${streams.type}.`);
  });
}

/** The bytes of a streamed body, counted. Errors: 413 body_too_large, once more than `limit` came; 400 body_broken_off. */
export function countedBytes(body: Readable, limit: number): Readable {
  let size = 0;
  const counted = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      if (size > limit) done(tooLarge(limit));
      else done(null, bytes);
    },
  });
  body.once('error', () => counted.destroy(new ProblemError(400, 'body_broken_off', 'The body broke off', 'The upload broke off before its end. Nothing of it was taken; send it again.')));
  return body.pipe(counted);
}

/** Reads what is left of a body and forgets it: a client that is still sending would not see its answer. */
export async function readToEnd(body: Readable): Promise<void> {
  if (body.readableEnded || body.destroyed) return;
  await new Promise<void>((resolve) => { body.once('end', resolve).once('error', () => resolve()).once('close', resolve).unpipe().resume(); });
}

const rowOf = (request: { method: string; routeOptions: { url?: string | undefined } }): RouteRow | undefined => routeRow(request.method, request.routeOptions.url ?? '');

const tooLarge = (limit: number): ProblemError => new ProblemError(413, 'body_too_large', 'The body is too large', `At most ${limit / 1024 / 1024} MiB are accepted. Send it in parts.`);
