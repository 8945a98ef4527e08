import { describe, expect, it } from '@jest/globals';
import { leadAccepted } from '#contracts';
import type { BusRecord } from './bus.js';
import { decodeRecords } from './decode.js';
import { makeEvent, outgoing } from './outbox.js';

const event = (rep: unknown) => JSON.stringify({ ...makeEvent(outgoing(leadAccepted, 'lead-1', { epoch: 1, rep: 'nora', by: 'nora' }), { id: 'event-1', now: '2026-11-22T09:30:00.000Z', producer: 'assignment', sequence: 1 }), data: { epoch: 1, rep, by: 'nora' } });
const record = (value: string, bytes?: Uint8Array | null): BusRecord => ({ topic: 't', key: 'lead-1', position: 1, value, ...(bytes === undefined ? {} : { bytes }) });
const codeOf = (one: BusRecord) => decodeRecords(leadAccepted, [one]).poison[0]?.failure.code;
const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

describe('decoding', () => {
  it('takes an event, as text or as bytes', () => {
    const value = event('nora');
    expect(decodeRecords(leadAccepted, [record(value), record(value, Buffer.from(value))]).good.map(({ message }) => message.data.rep)).toEqual(['nora', 'nora']);
  });
  it('counts depth by brackets that are not part of a text', () => {
    expect(codeOf(record(event('[{'.repeat(1_000))))).toBeUndefined();
    expect(codeOf(record(event('\\"[['.repeat(1_000))))).toBeUndefined();
    expect(codeOf(record(event(nested(30))))).toBe('EVENT.INVALID');
    expect(codeOf(record(event(nested(31))))).toBe('EVENT.TOO_DEEP');
  });
  it('says of bytes what is wrong with them', () => {
    expect(codeOf(record('', null))).toBe('EVENT.EMPTY');
    expect(codeOf(record('', Buffer.alloc(65_537, 32)))).toBe('EVENT.TOO_LARGE');
    expect(codeOf(record('', Buffer.from([0xc3, 0x28])))).toBe('EVENT.UNREADABLE');
  });
  it('keeps the order, and the good beside the bad', () => {
    const { good, poison } = decodeRecords(leadAccepted, [record('{'), record(event('ana')), record('1'), record(event('ben'))]);
    expect([good.map(({ message }) => message.data.rep), poison.map(({ failure }) => failure.code)]).toEqual([['ana', 'ben'], ['EVENT.UNREADABLE', 'EVENT.INVALID']]);
  });
});
