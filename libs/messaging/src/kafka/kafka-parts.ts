import type { Failure } from '#contracts';
import type { BrokerClient } from './broker-client.js';

/** What the bus stands on. */
export interface KafkaParts {
  readonly client: BrokerClient;
  readonly onError: (event: string, failure: Failure, details: Record<string, unknown>) => void;
  /** The consumer ended and no new start will help: the process should end, so that whoever runs it hears of it. */
  readonly onFatal: (failure: Failure) => void;
}
