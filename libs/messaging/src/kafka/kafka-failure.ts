import { Failure, retryable, terminal } from '#contracts';

/** kafkajs errors that say no broker could be talked to, or not now. */
const UNREACHABLE = new Set([
  'KafkaJSConnectionError', 'KafkaJSConnectionClosedError', 'KafkaJSRequestTimeoutError', 'KafkaJSNoBrokerAvailableError', 'KafkaJSBrokerNotFound',
  'KafkaJSGroupCoordinatorNotFound', 'KafkaJSMetadataNotLoaded', 'KafkaJSTopicMetadataNotLoaded', 'KafkaJSLockTimeout',
]);
/** Protocol errors (kafka.apache.org/protocol#protocol_error_codes) of a cluster that is not ready to answer. */
const NOT_READY = new Set(['LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'GROUP_LOAD_IN_PROGRESS', 'NOT_ENOUGH_REPLICAS', 'NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'BROKER_NOT_AVAILABLE']);
const REBALANCED = new Set(['REBALANCE_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

interface KafkaError extends Error { readonly retriable?: boolean; readonly type?: string }

/** kafkajs wraps an error in errors as it gives up on it: all of them, the innermost last. */
function causesOf(error: unknown): KafkaError[] {
  const causes: KafkaError[] = [];
  for (let next = error as KafkaError | undefined; next instanceof Object && !causes.includes(next); next = next.cause as KafkaError | undefined) causes.push(next);
  return causes;
}

/** An error of kafkajs as a `Failure`, with the codes that `BrokerClient` promises. `what` says what could not be done. */
export function kafkaFailure(error: unknown, what: string): Failure {
  if (error instanceof Failure) return error;
  const causes = causesOf(error);
  const message = `${what}: ${causes.at(-1)?.message ?? String(error)}`;
  const is = (type: string): boolean => causes.some((cause) => cause.type === type);
  if (is('UNKNOWN_TOPIC_OR_PARTITION')) return retryable('BUS.TOPIC_MISSING', `${message}. Topics are made by "npm run topics".`, { cause: error });
  if (causes.some(({ name, type }) => UNREACHABLE.has(name) || NOT_READY.has(type ?? ''))) return retryable('BUS.UNREACHABLE', `${message}. Check KAFKA_BROKERS and that the brokers run.`, { cause: error });
  if (causes.at(-1)?.retriable === true) return retryable('BUS.TROUBLE', message, { cause: error });
  return terminal('BUS.REFUSED', message, { cause: error });
}

/** The group has other members or another generation by now: whoever has the partition goes on. */
export const isRebalanced = (error: unknown): boolean => causesOf(error).some(({ type }) => REBALANCED.has(type ?? ''));
