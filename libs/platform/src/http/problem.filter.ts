import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Failure, ProblemError } from '#contracts';
import type { Log } from '../log.js';

interface Reply { code(status: number): Reply; header(name: string, value: string): Reply; type(value: string): Reply; send(body: string): unknown }

/** Every error of an HTTP route as a problem document (RFC 9457). What we did not expect is logged and named only by its code. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<Reply>();
    const problem = this.toProblem(error);
    reply.code(problem.status).type('application/problem+json');
    for (const [name, value] of Object.entries(problem.headers)) reply.header(name, value);
    reply.send(JSON.stringify(problem.toProblem()));
  }

  private toProblem(error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    if (isTooLarge(error)) return new ProblemError(413, 'body_too_large', 'The body is too large', 'At most 1 MiB is accepted. Send less at a time.');
    if (error instanceof HttpException) {
      const status = error.getStatus();
      return new ProblemError(status, status === 404 ? 'not_found' : 'refused', status === 404 ? 'Not found' : 'Refused', error.message);
    }
    this.log.error('http.error', error);
    if (error instanceof Failure && error.retryable) {
      return new ProblemError(503, 'try_again', 'Not possible just now', `${error.message} Nothing was stored; try again.`, {}, { 'retry-after': String(Math.ceil((error.retryAfterMs ?? 1_000) / 1_000)) });
    }
    const status = (error as { statusCode?: number }).statusCode;
    if (status !== undefined && status >= 400 && status < 500) return new ProblemError(status, 'refused', 'Refused', (error as Error).message);
    return new ProblemError(500, 'internal', 'Something is wrong here', 'The error is in the log of this service. Nothing was stored.');
  }
}

/** Fastify refuses such a body; Nest hands that on as its own exception. */
const isTooLarge = (error: unknown): boolean =>
  (error instanceof HttpException && error.getStatus() === 413) || (error as { code?: string }).code === 'FST_ERR_CTP_BODY_TOO_LARGE';
