import { destination, pino, type Logger } from 'pino';
import { serializeFailure, toFailure } from '#contracts';

/** One line of JSON per decision or trouble, on stderr. Ids only: never bodies, names or secrets. */
export abstract class Log {
  abstract info(event: string, fields?: Record<string, unknown>): void;
  abstract warn(event: string, fields?: Record<string, unknown>): void;
  abstract error(event: string, error: unknown, fields?: Record<string, unknown>): void;
  abstract child(fields: Record<string, unknown>): Log;
}

export class PinoLog extends Log {
  constructor(private readonly pino: Logger) {
    super();
  }

  static open(level: string): PinoLog {
    return new PinoLog(pino({ level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"`, messageKey: 'event' }, destination({ fd: 2, sync: false })));
  }

  override info(event: string, fields: Record<string, unknown> = {}): void {
    this.pino.info(fields, event);
  }

  override warn(event: string, fields: Record<string, unknown> = {}): void {
    this.pino.warn(fields, event);
  }

  override error(event: string, error: unknown, fields: Record<string, unknown> = {}): void {
    const failure = toFailure(error);
    const cause = failure.cause instanceof Error ? failure.cause.stack : undefined;
    this.pino[failure.retryable ? 'warn' : 'error']({ ...fields, failure: serializeFailure(failure), ...(cause ? { cause } : {}) }, event);
  }

  override child(fields: Record<string, unknown>): Log {
    return new PinoLog(this.pino.child(fields));
  }
}
