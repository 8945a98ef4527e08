import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { z } from 'zod';
import { ProblemError, type Identity } from '#contracts';
import { parseBoundedJson } from './bounded-json.js';

/** What the guard leaves on a request. */
export interface KnownRequest { body?: Buffer | Readable; caller?: Identity }

const requestOf = (context: ExecutionContext): KnownRequest => context.switchToHttp().getRequest<KnownRequest>();
const noBytes = Buffer.alloc(0);
const bytesOf = (context: ExecutionContext): Buffer => {
  const { body } = requestOf(context);
  return Buffer.isBuffer(body) ? body : noBytes;
};

/** The body's bytes exactly as they came. */
export const RawBody = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => bytesOf(context));

/** The body as it comes in; only on routes with `streams` in the table. Who takes it reads it to its end. */
export const StreamedBody = createParamDecorator((_: unknown, context: ExecutionContext): Readable => {
  const { body } = requestOf(context);
  return body instanceof Readable ? body : Readable.from([body ?? noBytes]);
});

/** The body as JSON of a schema. Errors: 400 body_unreadable; 422 body_invalid naming every bad field. */
export const JsonBody = (form: z.ZodType): ParameterDecorator => jsonBody({ form });

/** The schema is wrapped: Nest takes whatever has a method `transform`, as schemas have, for a pipe. */
const jsonBody = createParamDecorator(({ form }: { form: z.ZodType }, context: ExecutionContext): unknown => readJson(form, bytesOf(context)));

/** `JsonBody` for routes whose body may be missing. The same errors. */
export function readJson<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  const parsed = schema.safeParse(parseBoundedJson(bytes));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ field: issue.path.join('.') || '(body)', message: issue.message }));
  throw new ProblemError(422, 'body_invalid', 'The body does not fit', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), { fields });
}

/** Who asks. Only on routes that need a role. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  const { caller } = requestOf(context);
  if (!caller) throw new ProblemError(401, 'not_signed_in', 'Not signed in', 'Open your sign-in link, or send a bearer token.');
  return caller;
});
