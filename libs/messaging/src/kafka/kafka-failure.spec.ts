import { describe, expect, it } from '@jest/globals';
import { isRebalanced, kafkaFailure } from './kafka-failure.js';

const error = (name: string, more: object = {}) => Object.assign(new Error('said'), { name, ...more });
const codeOf = (thrown: unknown) => { const { code, retryable } = kafkaFailure(thrown, 'Could not'); return [code, retryable]; };

describe('failures of the broker client', () => {
  it('tells brokers that cannot be reached from those that refuse', () => {
    expect(codeOf(error('KafkaJSConnectionError', { retriable: true }))).toEqual(['BUS.UNREACHABLE', true]);
    expect(codeOf(error('KafkaJSSASLAuthenticationError', { retriable: false }))).toEqual(['BUS.REFUSED', false]);
  });
  it('looks at the innermost cause', () => {
    expect(codeOf(error('KafkaJSNumberOfRetriesExceeded', { retriable: false, cause: error('KafkaJSProtocolError', { type: 'LEADER_NOT_AVAILABLE', retriable: true }) }))).toEqual(['BUS.UNREACHABLE', true]);
  });
  it('names the command that makes a missing topic', () => {
    expect(kafkaFailure(error('KafkaJSProtocolError', { type: 'UNKNOWN_TOPIC_OR_PARTITION', retriable: true }), 'Could not')).toMatchObject({ code: 'BUS.TOPIC_MISSING', message: expect.stringContaining('npm run topics') });
  });
  it('takes a defect for what no retry mends', () => expect(codeOf(new TypeError('x is undefined'))).toEqual(['BUS.REFUSED', false]));
  it('knows a rebalance, also wrapped', () => {
    expect(isRebalanced(error('KafkaJSError', { cause: error('KafkaJSProtocolError', { type: 'ILLEGAL_GENERATION' }) }))).toBe(true);
    expect(isRebalanced(error('KafkaJSConnectionError'))).toBe(false);
  });
});
