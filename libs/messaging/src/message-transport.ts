import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { AppMessaging } from './app-messaging.js';
import type { HandlerExtras } from './decorators.js';

/**
 * Puts an app's `@OnBatch` and `@OnTask` methods to work. Nest finds and wraps them (injection, filters); this strategy
 * hands them to the app's messaging. The transport below is the bus: in-process or Kafka.
 */
export class MessageTransport extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;

  constructor(private readonly messaging: AppMessaging) {
    super();
  }

  async listen(ready: (error?: unknown) => void): Promise<void> {
    try {
      for (const [pattern, handler] of this.messageHandlers) {
        if (handler.next) throw new Error(`Two methods handle ${pattern}; one handler per topic or task kind and app.`);
        const call = async (argument: unknown): Promise<void> => {
          const result: unknown = await handler(argument);
          if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
        };
        const extras = handler.extras as HandlerExtras;
        if (extras.kind === 'batch') this.messaging.onBatch(extras.contract, call, extras.options);
        else this.messaging.onTask(extras.task, call, extras.options);
      }
      await this.messaging.start();
      ready();
    } catch (error) {
      ready(error);
    }
  }

  async close(): Promise<void> {
    await this.messaging.stop();
  }

  on(): never {
    throw new Error('This transport has no native events.');
  }

  unwrap<T>(): T {
    return this.messaging as T;
  }
}
