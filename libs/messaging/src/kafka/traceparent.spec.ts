import { describe, expect, it } from '@jest/globals';
import { leadAccepted } from '#contracts';
import { encodeEvent, makeEvent, outgoing, type Outgoing } from '../outbox.js';
import { traceparentOf } from './traceparent.js';

const event = (id: string, cause: Outgoing['cause'] = null) =>
  makeEvent(outgoing(leadAccepted, 'lead-1', { epoch: 1, rep: 'nora', by: 'nora' }, cause), { id, now: '2026-11-22T09:30:00.000Z', producer: 'assignment', sequence: 1 });

describe('traceparent', () => {
  const first = event('event-1');
  const second = event('event-2', first);
  const [a, b] = [first, second].map((message) => traceparentOf(encodeEvent(message))!.split('-'));

  it('has the form of the standard', () => expect(a!.join('-')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/));
  it('is one trace for an event and what it caused, with a span for each', () => {
    expect(b![1]).toBe(a![1]);
    expect(b![2]).not.toBe(a![2]);
  });
  it('is another trace for another correlation', () => expect(traceparentOf(encodeEvent(event('event-3')))!.split('-')[1]).not.toBe(a![1]));
  it('is not made up for what has no envelope', () => expect(traceparentOf('{"a":1}')).toBeUndefined());
});
